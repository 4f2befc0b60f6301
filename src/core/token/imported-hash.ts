import { createHmac, hash, type KeyObject } from 'node:crypto';
import { digestOf, type Fingerprint, type TokenDigest } from './token-digest.ts';

/**
 * A secret of another system, of which only that system's hash is known; hashes in hexadecimal.
 * `sha256` is over the whole secret. `sanctum`: the secret is `selector|rest`, and the hash is SHA-256 of the rest.
 * `sha512` is over the whole secret, as django-rest-knox keeps it; `sha512_bytes` over the bytes that the secret names in
 * lower-case hexadecimal, as knox did before version 5.
 */
export type ImportedHash =
  | { readonly scheme: 'sha256'; readonly hash: string }
  | { readonly scheme: 'sanctum'; readonly selector: string; readonly hash: string }
  | {
      readonly scheme: 'sha512' | 'sha512_bytes';
      /** The beginning of the secret, which knox keeps in clear. */
      readonly selector?: string;
      readonly hash: string;
    };

/** Whether a hash and its selector have the form that their scheme asks for. */
export function isImportedHash(imported: ImportedHash): boolean {
  const digits = imported.scheme === 'sha256' || imported.scheme === 'sanctum' ? 64 : 128;
  if (imported.hash.length !== digits || !/^[0-9a-f]+$/i.test(imported.hash)) return false;
  if (imported.scheme === 'sanctum') return sanctumSelector.test(imported.selector);
  return !('selector' in imported) || imported.selector === undefined || knoxSelector.test(imported.selector);
}

/**
 * The digest under which the store finds a secret of which only a hash is known. Scheme and selector are part of what is
 * digested, so that one spelling of a secret alone finds its record, by the same index as every other.
 */
export function digestOfImported(imported: ImportedHash, digestKey: KeyObject): TokenDigest {
  const given = imported.hash.toLowerCase();
  switch (imported.scheme) {
    case 'sha256':
      // A fingerprint is the SHA-256 of the secret.
      return digestOf(given as Fingerprint, digestKey);
    case 'sanctum':
      return digestUnder(`sanctum\0${imported.selector}\0`, given, digestKey);
    case 'sha512':
    case 'sha512_bytes':
      return digestUnder(`${imported.scheme}\0`, given, digestKey);
  }
}

/** The digests under which a presented secret may stand whose hash alone was imported, its fingerprint's left aside. */
export function importedDigestsOf(secret: string, digestKey: KeyObject): readonly TokenDigest[] {
  const digests = [digestUnder('sha512\0', hash('sha512', secret, 'hex'), digestKey)];
  const bar = secret.indexOf('|');
  const selector = secret.slice(0, Math.max(0, bar));
  if (sanctumSelector.test(selector)) {
    const rest = hash('sha256', secret.slice(bar + 1), 'hex');
    digests.push(digestUnder(`sanctum\0${selector}\0`, rest, digestKey));
  }
  if (/^(?:[0-9a-f]{2})+$/.test(secret)) {
    const ofBytes = hash('sha512', Buffer.from(secret, 'hex'), 'hex');
    digests.push(digestUnder('sha512_bytes\0', ofBytes, digestKey));
  }
  return digests;
}

/** A number without leading zeros: of two spellings of one selector, one would escape a revocation in memory. */
const sanctumSelector = /^[1-9]\d{0,19}$/;
const knoxSelector = /^[\x21-\x7e]{1,25}$/;

function digestUnder(scheme: string, hexadecimal: string, digestKey: KeyObject): TokenDigest {
  return createHmac('sha256', digestKey).update(scheme).update(Buffer.from(hexadecimal, 'hex')).digest();
}
