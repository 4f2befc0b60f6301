import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../../config/config.ts';
import type { Readiness } from '../../monitoring/readiness.ts';
import type { ServerOutput } from './server-output.ts';

/** What a stop takes at the longest: two applications that drain, and a database that does not answer any more. */
const STOP_MS_MAX = 30_000;

/**
 * Begins to stop: not ready from now on, which load balancers get some time to notice. Whatever then hangs, the process
 * ends: uses that the store does not have are in the journal, for the next start.
 */
export async function beginStop(
  signal: string,
  readiness: Readiness,
  { stopDelaySeconds }: Config,
  { logger, flush }: ServerOutput,
): Promise<void> {
  readiness.stop();
  logger.info({ signal, delay_seconds: stopDelaySeconds }, 'stopping');
  await sleep(stopDelaySeconds * 1000);
  setTimeout(() => {
    logger.fatal('the stop takes too long: the server ends as it is');
    void flush().finally(() => process.exit(1));
  }, STOP_MS_MAX);
}
