import { rangesWithin } from '../access/allowed-ips.ts';
import type { Caller } from '../access/caller.ts';
import { checkGranted } from '../access/check-granted.ts';
import type { Attributes } from '../attributes.ts';
import type { AuthorityContext } from '../authority-context.ts';
import { AuthorityError } from '../authority-error.ts';
import type { Kind } from '../kinds/kind.ts';
import type { TokenChanges } from '../store-changes.ts';
import type { Token, TokenDetails, TokenLimits } from '../token/token.ts';
import { readToken } from './read-tokens.ts';
import {
  allowedIpsArgument,
  descriptionArgument,
  limitsArgument,
  nameArgument,
  scopesArgument,
} from './token-argument.ts';
import { expiryOf } from './token-expiry.ts';

/** What may be changed of a token; absent members stay as they are. */
export interface UpdateRequest {
  readonly name?: string;
  readonly description?: string | null;
  readonly scopes?: readonly string[];
  /** Unix milliseconds; null for never. */
  readonly expiresAt?: number | null;
  readonly allowedIps?: readonly string[] | null;
  readonly limits?: TokenLimits | null;
  readonly disabled?: boolean;
  /** `dialect`: the dialect's own rules have decided what may be granted. Absent: only what the caller holds. */
  readonly grants?: 'callers_own' | 'dialect';
}

/** Changes a live token; refuses with `token_not_live`, and as issuing does. */
export async function updateToken(
  context: AuthorityContext,
  caller: Caller,
  details: TokenDetails,
  request: UpdateRequest,
): Promise<TokenDetails> {
  const { token } = details;
  if (token.deletedAt !== null || token.revokedAt !== null)
    throw new AuthorityError('token_not_live', 'A revoked or deleted token cannot be changed.');
  const at = context.clock.now();
  const set = changesOf(context, caller, details, request, at);
  const { outcome } = await context.change.updateToken({
    tokenId: token.id,
    set,
    at,
    audit: {
      type: 'token_updated',
      at,
      actor: caller.actor,
      tokenId: token.id,
      accountId: token.accountId,
      resourceId: token.resourceId,
      details: {
        kind: token.kind,
        name: token.name,
        changed: Object.keys(set),
        ...beforeAndAfter(token, set),
      },
    },
  });
  if (outcome === 'unknown') throw new AuthorityError('unknown_token', 'There is no such token.');
  return (await readToken(context, token.id)) ?? details;
}

// A later state of the record does not tell what this change found and left.
function beforeAndAfter(token: Token, set: TokenChanges): Attributes {
  const before = Object.keys(set).map((name) => [name, token[name as keyof TokenChanges]]);
  return { before: Object.fromEntries(before), after: { ...set } as Attributes };
}

function changesOf(
  context: AuthorityContext,
  caller: Caller,
  { token }: TokenDetails,
  request: UpdateRequest,
  now: number,
): TokenChanges {
  const kind = context.kinds.get(token.kind);
  const { name, description, expiresAt, allowedIps, limits, disabled } = request;
  const scopes = request.scopes && scopesArgument(request.scopes, kind);
  const set: TokenChanges = {
    ...(name !== undefined && { name: nameArgument(name) }),
    ...(description !== undefined && { description: descriptionArgument(description) }),
    ...(scopes !== undefined && { scopes }),
    ...(expiresAt !== undefined && { expiresAt: expiryOf(kind, expiresAt, now, context.settings) }),
    ...(allowedIps !== undefined && { allowedIps: allowedIpsArgument(allowedIps) }),
    ...(limits !== undefined && { limits: limitsArgument(limits) }),
    ...(disabled !== undefined && { disabledAt: disabled ? (token.disabledAt ?? now) : null }),
  };
  if (request.grants !== 'dialect') checkWidened(caller, kind, token, set);
  return set;
}

// Narrowing is free to all. A scope that the token did not have is granted like any other; a token that is to work where,
// when or more often than it did is granted like a fresh one.
function checkWidened(caller: Caller, kind: Kind, token: Token, set: TokenChanges): void {
  const added = (set.scopes ?? []).filter((scope) => !token.scopes.includes(scope));
  if (widensUse(token, set)) checkGranted(caller, kind, set.scopes ?? token.scopes);
  else if (added.length > 0) checkGranted(caller, kind, added);
}

function widensUse(token: Token, { disabledAt, allowedIps, expiresAt, limits }: TokenChanges): boolean {
  if (disabledAt === null && token.disabledAt !== null) return true;
  if (allowedIps !== undefined && !rangesWithin(allowedIps, token.allowedIps)) return true;
  if (expiresAt !== undefined && (expiresAt ?? Infinity) > (token.expiresAt ?? Infinity)) return true;
  return limits !== undefined && usesPerSecond(limits) > usesPerSecond(token.limits);
}

function usesPerSecond(limits: TokenLimits | null): number {
  return limits === null ? Infinity : limits.requests / limits.perSeconds;
}
