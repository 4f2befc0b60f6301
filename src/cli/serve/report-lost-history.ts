import type { Logger } from 'pino';
import type { Monitoring } from '../../monitoring/monitoring.ts';

/**
 * Says, in the log and as a metric, that the database lost committed changes: it was restored, or failed over to a
 * server that had not got them. What they revoked may be good again.
 */
export function reportLostHistory(
  { metrics }: Monitoring,
  logger: Logger,
): (from: number, to: number) => void {
  let changes = 0;
  metrics.counter(
    'jeton_lost_changes_total',
    'Committed changes that the database does not have any more.',
    () => changes,
  );
  return (from, to) => {
    changes += to - from + 1;
    logger.error({ from, to }, 'the database lost committed changes: what they revoked may be good again');
  };
}
