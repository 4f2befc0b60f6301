import type { AuthorityContext } from '../authority-context.ts';
import type { Recognition } from '../kinds/recognition.ts';
import { importedDigestsOf } from '../token/imported-hash.ts';
import { digestOf, type Fingerprint, type TokenDigest } from '../token/token-digest.ts';

/**
 * The digests under which the store may know a secret, to be asked for together; none where it cannot know it: what has
 * the shape of none of our kinds is known only if it was imported, as a secret or as a hash.
 */
export function digestsToAskFor(
  { irregular, keys: { digestKey } }: Pick<AuthorityContext, 'irregular' | 'keys'>,
  secret: string,
  fingerprint: Fingerprint,
  shape: Recognition['class'],
): readonly TokenDigest[] {
  if (shape === 'well_formed') return [digestOf(fingerprint, digestKey)];
  // A keyed digest costs more than all the rest of a look-up in memory.
  if (irregular.isEmpty) return [];
  const digests = [digestOf(fingerprint, digestKey)];
  // No other system's secrets begin as ours do.
  if (shape !== 'malformed') digests.push(...importedDigestsOf(secret, digestKey));
  return digests.filter((digest) => irregular.mayHold(digest));
}
