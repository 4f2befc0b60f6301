import type { KeyObject } from 'node:crypto';
import type { AuthorityContext } from '../authority-context.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { Recognition } from '../kinds/recognition.ts';
import { importedDigestsOf } from '../token/imported-hash.ts';
import { digestOf, type Fingerprint, type TokenDigest } from '../token/token-digest.ts';

/**
 * The digests under which the store may know a secret, to be asked for together; none where it cannot know it: what has
 * the shape of none of our kinds is known only if it was imported, as a secret or as a hash.
 */
export function digestsToAskFor(
  { irregular, keys }: Pick<AuthorityContext, 'irregular' | 'keys'>,
  secret: string,
  fingerprint: Fingerprint,
  shape: Recognition['class'],
): readonly TokenDigest[] {
  if (shape === 'well_formed') return digestsOf(keys, fingerprint);
  // A keyed digest costs more than all the rest of a look-up in memory.
  if (irregular.isEmpty) return [];
  // No other system's secrets begin as ours do.
  const imported = shape === 'malformed' ? null : secret;
  const digests = digestsUnder(keys.digestKey, fingerprint, imported);
  if (keys.other === null) return digests.filter((digest) => irregular.mayHold(digest));
  const others = digestsUnder(keys.other.digestKey, fingerprint, imported);
  // Another node may take the record from one key to the other at this moment: one tag that is known asks for both.
  return digests.flatMap((digest, index) => {
    const pair = [digest, others[index] ?? digest];
    return pair.some((one) => irregular.mayHold(one)) ? pair : [];
  });
}

/** The digests of a fingerprint under the current key and, while the key is changed, under the other one. */
export function digestsOf({ digestKey, other }: KeyRing, fingerprint: Fingerprint): readonly TokenDigest[] {
  const digest = digestOf(fingerprint, digestKey);
  return other === null ? [digest] : [digest, digestOf(fingerprint, other.digestKey)];
}

/** The digest under the current key of what was found under the other one; null for what stands under the current one. */
export function digestInsteadOf(
  found: TokenDigest,
  { digestKey, other }: KeyRing,
  fingerprint: Fingerprint,
  secret: string | null,
): TokenDigest | null {
  if (other === null) return null;
  const index = digestsUnder(other.digestKey, fingerprint, secret).findIndex((digest) =>
    digest.equals(found),
  );
  return digestsUnder(digestKey, fingerprint, secret)[index] ?? null;
}

/** The digests under one key, of what was imported by a hash too where the secret is known. */
function digestsUnder(
  key: KeyObject,
  fingerprint: Fingerprint,
  secret: string | null,
): readonly TokenDigest[] {
  return [digestOf(fingerprint, key), ...(secret === null ? [] : importedDigestsOf(secret, key))];
}
