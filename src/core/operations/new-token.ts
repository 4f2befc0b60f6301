import type { KeyObject } from 'node:crypto';
import type { AuthorityContext } from '../authority-context.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { Kind } from '../kinds/kind.ts';
import type { NewToken } from '../store-changes.ts';
import { digestOfImported, type ImportedHash } from '../token/imported-hash.ts';
import { irregularTag } from '../token/irregular-secrets.ts';
import { sealSecret } from '../token/sealed-secret.ts';
import type { Token } from '../token/token.ts';
import { digestOf, fingerprintOf } from '../token/token-digest.ts';
import { TokenSecret } from '../token/token-secret.ts';

/** A fresh secret of a kind for a record about to be stored. */
export function freshSecret(
  { random }: AuthorityContext,
  kind: Kind,
  { accountId, attributes }: Pick<Token, 'accountId' | 'attributes'>,
): TokenSecret {
  return new TokenSecret(kind.format.generate(random, { accountId, attributes }));
}

/** A record with everything that its secret adds to it: digest, public id, shape and, where the kind wants it, the seal. */
export function newToken(
  context: AuthorityContext,
  kind: Kind,
  token: Omit<Token, 'id' | 'publicId' | 'irregular'>,
  secret: TokenSecret,
): NewToken {
  const { keys, settings, random, irregular: irregularSecrets } = context;
  const value = secret.reveal();
  const digest = digestOf(fingerprintOf(value), keys.digestKey);
  const irregular = context.kinds.recognise(value).class !== 'well_formed';
  // Noted before it is stored: whoever presents it right after the acknowledgement must find it.
  if (irregular) irregularSecrets.add(irregularTag(digest));
  const sealed =
    kind.sealed && settings.sealUnleashSecrets ? sealSecret(value, digest, keys.sealKey, random) : null;
  const publicId =
    irregular && kind.dialect === 'dynatrace' ? oldStyleId(digest) : kind.format.publicId(value);
  return {
    token: { ...token, publicId, irregular },
    digest,
    sealed,
    ...underKey(keys, (key) => digestOf(fingerprintOf(value), key)),
  };
}

/** A record whose secret is known by a hash alone. */
export function newTokenFromHash(
  { keys, irregular }: AuthorityContext,
  token: Omit<Token, 'id' | 'publicId' | 'irregular'>,
  imported: ImportedHash,
): NewToken {
  const digest = digestOfImported(imported, keys.digestKey);
  irregular.add(irregularTag(digest));
  const { scheme } = imported;
  const selector = 'selector' in imported ? imported.selector : undefined;
  const publicId =
    scheme === 'sanctum' ? `${selector}|****` : `${selector?.slice(0, SELECTOR_SHOWN) ?? ''}****`;
  const attributes = {
    ...token.attributes,
    imported_hash: { scheme, ...(selector !== undefined && { selector }) },
  };
  return {
    token: { ...token, attributes, publicId, irregular: true },
    digest,
    sealed: null,
    ...underKey(keys, (key) => digestOfImported(imported, key)),
  };
}

/** Under which key a record stands, and by what the same secret may be known under the other one. */
function underKey(
  { number, other }: KeyRing,
  digestUnder: (key: KeyObject) => Buffer,
): Pick<NewToken, 'keyNumber' | 'otherDigest'> {
  return { keyNumber: number, ...(other !== null && { otherDigest: digestUnder(other.digestKey) }) };
}

/** A selector of knox is the beginning of the secret. */
const SELECTOR_SHOWN = 8;

// Tokens from before Dynatrace's present format have UUIDs for ids (dynatrace.md A1): one that tells nothing of the secret
// and is each token's own.
function oldStyleId(digest: Buffer): string {
  const hex = digest.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
