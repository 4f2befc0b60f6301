import type { Config } from '../../config/config.ts';
import { describeFailure } from '../describe-failure.ts';
import { readTlsPair } from '../serve/tls-files.ts';
import { type Finding, fail, pass } from './finding.ts';

const SOON_MS = 7 * 24 * 60 * 60 * 1000;

/** Certificate and key, where the server speaks TLS: they fit together, and last for more than a week. */
export function checkCertificate({ tls }: Config): readonly Finding[] {
  if (tls === null) return [];
  try {
    const { expiresAt } = readTlsPair(tls);
    const until = `${tls.certFile} (until ${new Date(expiresAt).toISOString()})`;
    return expiresAt - Date.now() < SOON_MS
      ? [fail('certificate', until, 'renew it: clients will refuse it')]
      : [pass('certificate', until)];
  } catch (error) {
    return [fail('certificate', describeFailure(error), 'give a certificate and the key that belongs to it')];
  }
}
