import type { Caller } from '../access/caller.ts';
import type { AuthorityContext } from '../authority-context.ts';
import { openSealedSecret } from '../token/sealed-secret.ts';
import type { TokenDetails } from '../token/token.ts';
import { TokenSecret } from '../token/token-secret.ts';

const WINDOW_MS = 3_600_000;

/**
 * Opens the sealed secrets of tokens, by token id; a token without a sealed copy is left out.
 * Audited as one event for each caller and `subject` (what was asked for) within an hour, with a count.
 */
export async function readSecrets(
  { store, change, keys, clock }: AuthorityContext,
  { actor }: Caller,
  tokens: readonly TokenDetails[],
  subject: string,
): Promise<ReadonlyMap<number, TokenSecret>> {
  if (tokens.length === 0) return new Map();
  const sealed = await store.findSealedSecrets(tokens.map(({ token }) => token.id));
  if (sealed.length === 0) return new Map();
  const at = clock.now();
  await change.recordAudit({
    event: { type: 'secrets_read', at, actor, details: { subject, tokens: sealed.length } },
    repeat: { key: `secrets:${actor.accountId}:${actor.tokenId}:${subject}`, since: at - WINDOW_MS },
  });
  return new Map(
    sealed.map((one) => [
      one.tokenId,
      new TokenSecret(openSealedSecret(one.sealed, one.digest, keys.sealKey)),
    ]),
  );
}
