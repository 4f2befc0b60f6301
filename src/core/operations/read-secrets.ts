import type { Caller } from '../access/caller.ts';
import type { AuthorityContext } from '../authority-context.ts';
import { openWithEither } from '../keys/records-to-rekey.ts';
import type { TokenDetails } from '../token/token.ts';
import { TokenSecret } from '../token/token-secret.ts';

/**
 * Opens the sealed secrets of tokens, by token id; a token without a sealed copy is left out.
 * Audited as one event for each caller and `subject` (what was asked for) within an hour, with a count.
 */
export async function readSecrets(
  { store, repeated, keys, clock }: AuthorityContext,
  { actor }: Caller,
  tokens: readonly TokenDetails[],
  subject: string,
): Promise<ReadonlyMap<number, TokenSecret>> {
  if (tokens.length === 0) return new Map();
  const sealed = await store.findSealedSecrets(tokens.map(({ token }) => token.id));
  if (sealed.length === 0) return new Map();
  await repeated.note(`secrets:${actor.accountId}:${actor.tokenId}:${subject}`, {
    type: 'secrets_read',
    at: clock.now(),
    actor,
    details: { subject, tokens: sealed.length },
  });
  return new Map(sealed.map((one) => [one.tokenId, new TokenSecret(openWithEither(keys, one))]));
}
