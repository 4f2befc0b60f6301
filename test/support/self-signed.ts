import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { requireSystemPackage } from './system-package.ts';

const openssl = await requireSystemPackage('openssl');

/** Files of a key and a certificate for 127.0.0.1 that signs itself. */
export interface SelfSigned {
  readonly certFile: string;
  readonly keyFile: string;
}

/** Makes them in a directory, with this common name. */
export function makeSelfSigned(directory: string, commonName: string): SelfSigned {
  const certFile = join(directory, `${commonName}.crt`);
  const keyFile = join(directory, `${commonName}.key`);
  const words =
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -addext subjectAltName=IP:127.0.0.1';
  execFileSync(
    openssl,
    [...words.split(' '), '-subj', `/CN=${commonName}`, '-keyout', keyFile, '-out', certFile],
    { stdio: 'ignore' },
  );
  return { certFile, keyFile };
}
