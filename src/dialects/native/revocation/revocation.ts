import type { Static } from 'typebox';
import type { Caller } from '../../../core/access/caller.ts';
import type { Authority } from '../../../core/authority.ts';
import type { RevocationOutcome } from '../../../core/operations/revoke-token.ts';
import type { TokenDetails } from '../../../core/token/token.ts';
import { type Fingerprint, parseFingerprint } from '../../../core/token/token-digest.ts';
import { invalidField } from '../invalid-field.ts';
import { toToken } from '../tokens/mapping.ts';
import type { revocationItemSchema, revokeTokensSchema } from './schemas.ts';

/** One token to be revoked: how it is named, and why. */
export interface Revocation {
  readonly target:
    | { readonly secret: string }
    | { readonly fingerprint: Fingerprint }
    | { readonly id: number };
  readonly reason: string | null;
}

/** Reads what is to be revoked; refuses an item that names no token or several. */
export function parseRevocations(body: Static<typeof revokeTokensSchema.body>): readonly Revocation[] {
  const { items, reason = null, ...single } = body;
  if (items === undefined) return [{ target: targetOf(single, 'token'), reason }];
  if (Object.keys(single).length > 0) throw invalidField('items', 'Send either items or one token.');
  return items.map((item, index) => ({
    target: targetOf(item, `items.${index}`),
    reason: item.reason ?? reason,
  }));
}

function targetOf(
  { token, fingerprint, id }: Omit<Static<typeof revocationItemSchema>, 'reason'>,
  field: string,
): Revocation['target'] {
  const parsed = fingerprint === undefined ? null : parseFingerprint(fingerprint);
  const named = [
    ...(token === undefined ? [] : [{ secret: token }]),
    ...(parsed === null ? [] : [{ fingerprint: parsed }]),
    ...(id === undefined ? [] : [{ id }]),
  ];
  const [target] = named;
  if (target === undefined || named.length > 1)
    throw invalidField(field, 'Send exactly one of token, fingerprint and id.');
  return target;
}

/** Revokes one token; what is not there is `unknown`. */
export async function carryOut(authority: Authority, caller: Caller, { target, reason }: Revocation) {
  const details = await find(authority, target);
  if (details === null) return { outcome: 'unknown' as const };
  const outcome: RevocationOutcome = await authority.revoke(caller, details, reason);
  const after = (await authority.token(details.token.id)) ?? details;
  return { outcome, token: toToken(after, authority.clock.now()) };
}

async function find(authority: Authority, target: Revocation['target']): Promise<TokenDetails | null> {
  if ('id' in target) return authority.token(target.id);
  const found =
    'secret' in target
      ? await authority.identify(target.secret)
      : await authority.identifyFingerprint(target.fingerprint);
  return found.class === 'issued' ? found.details : null;
}
