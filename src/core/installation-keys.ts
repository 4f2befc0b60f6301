import { createHmac, createSecretKey, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto';

/** Length of the installation's key in bytes. */
const INSTALLATION_KEY_BYTES = 32;

/** The keys that an installation works with, each derived from the one that the operator keeps. */
export interface InstallationKeys {
  /** HMAC key of token digests. */
  readonly digestKey: KeyObject;
  /** AES-256-GCM key of sealed secrets. */
  readonly sealKey: KeyObject;
  /** A value that only this installation key yields: kept in the store, so that a wrong key is refused at start. */
  readonly checkValue: string;
  /** Whether a check value kept in the store is this key's, in constant time. */
  matches(checkValue: string): boolean;
}

/** Derives the working keys from the 32 bytes of the installation's key; one purpose, one key (NIST SP 800-108). */
export function deriveInstallationKeys(installationKey: Uint8Array): InstallationKeys {
  if (installationKey.length !== INSTALLATION_KEY_BYTES)
    throw new RangeError('an installation key has 32 bytes');
  const derive = (purpose: string): KeyObject =>
    createSecretKey(Buffer.from(hkdfSync('sha256', installationKey, '', `jeton/${purpose}/1`, 32)));
  const checkValue = createHmac('sha256', derive('check')).update('jeton').digest('base64url');
  return {
    digestKey: derive('digest'),
    sealKey: derive('seal'),
    checkValue,
    matches: (other) => sameCheckValue(other, checkValue),
  };
}

function sameCheckValue(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
