import { createHmac, hash, type KeyObject } from 'node:crypto';

declare const fingerprintBrand: unique symbol;

/** SHA-256 of a secret, 64 lower-case hexadecimal digits: what a scanner may send instead of the secret. */
export type Fingerprint = string & { readonly [fingerprintBrand]: true };

/** HMAC-SHA-256 of a fingerprint's 32 bytes under the installation's digest key: what the store keeps. */
export type TokenDigest = Buffer;

/** The fingerprint of a secret. */
export function fingerprintOf(secret: string): Fingerprint {
  return hash('sha256', secret, 'hex') as Fingerprint;
}

/** Reads a fingerprint that somebody sent; null when it is not 64 hexadecimal digits. */
export function parseFingerprint(text: string): Fingerprint | null {
  return /^[0-9a-f]{64}$/i.test(text) ? (text.toLowerCase() as Fingerprint) : null;
}

/** The digest under which the store finds the secret with this fingerprint. */
export function digestOf(fingerprint: Fingerprint, digestKey: KeyObject): TokenDigest {
  return createHmac('sha256', digestKey).update(Buffer.from(fingerprint, 'hex')).digest();
}
