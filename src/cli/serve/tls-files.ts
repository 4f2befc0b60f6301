import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { Config } from '../../config/config.ts';
import { ConfigError } from '../../config/config-error.ts';

type TlsFiles = NonNullable<Config['tls']>;

/** A certificate chain and its key that belong together. */
export interface TlsPair {
  readonly cert: Buffer;
  readonly key: Buffer;
  /** When the certificate ends, Unix milliseconds. */
  readonly expiresAt: number;
}

/** Reads both files; refuses with `ConfigError` what cannot be read, is no certificate or key, or does not belong together. */
export function readTlsPair({ certFile, keyFile }: TlsFiles): TlsPair {
  const cert = readPem('JETON_TLS_CERT', certFile);
  const key = readPem('JETON_TLS_KEY', keyFile);
  const expiresAt = expiryOf(cert, certFile);
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_OSSL_X509_KEY_VALUES_MISMATCH')
      throw new ConfigError(`JETON_TLS_KEY: ${keyFile} is not the key of the certificate in ${certFile}`);
    throw new ConfigError(
      `JETON_TLS_KEY: ${keyFile} is no private key without a passphrase in PEM (${code})`,
    );
  }
  return { cert, key, expiresAt };
}

/** Changes whenever one of the files does. */
export function signatureOf({ certFile, keyFile }: TlsFiles): string {
  return [certFile, keyFile]
    .map((file) => statSync(file, { throwIfNoEntry: false }))
    .map((stats) => (stats === undefined ? 'absent' : `${stats.ino} ${stats.size} ${stats.mtimeMs}`))
    .join(' ');
}

function readPem(name: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new ConfigError(`${name}: ${file} cannot be read: ${(error as NodeJS.ErrnoException).code}`);
  }
}

function expiryOf(cert: Buffer, certFile: string): number {
  try {
    return Date.parse(new X509Certificate(cert).validTo);
  } catch {
    throw new ConfigError(`JETON_TLS_CERT: ${certFile} holds no certificate in PEM`);
  }
}
