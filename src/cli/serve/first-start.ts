import type { Config } from '../../config/config.ts';
import type { Installation } from '../../installation.ts';
import { writeAdminTokenFile } from '../admin-token-file.ts';
import { type ListenAddress, shellWord } from './listen-address.ts';
import type { ServerOutput } from './server-output.ts';

/** Makes the first request to try, once it is known where the server listens; null after the first start. */
export type FirstRequest = ((address: ListenAddress) => string) | null;

/**
 * Tells how to get in at the first start: a generated secret is shown to a person once, and otherwise kept in a file
 * that the log names. Before the server listens: should it fail to, the secret is not lost.
 */
export function announceFirstStart(
  { isNew, generatedSecret }: Installation,
  { dataDir }: Config,
  { isTerminal, logger, print }: ServerOutput,
): FirstRequest {
  if (!isNew) return null;
  if (generatedSecret === null) return curlWith('$JETON_BOOTSTRAP_TOKEN');
  if (isTerminal) {
    const secret = generatedSecret.reveal();
    print(`First start. The administrator's token (account root), shown this once:\n\n  ${secret}\n\n`);
    return curlWith(secret);
  }
  const file = writeAdminTokenFile(dataDir, generatedSecret);
  logger.info({ file }, "first start: the administrator's token (account root) was written to this file");
  return curlWith(`$(cat ${shellWord(file)})`);
}

function curlWith(secret: string): FirstRequest {
  return ({ curlTarget }) =>
    `One request to try:\ncurl -H "Authorization: Bearer ${secret}" ${curlTarget}/api/v1/me\n`;
}
