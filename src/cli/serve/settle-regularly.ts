import type { Logger } from 'pino';
import type { Authority } from '../../core/authority.ts';

const SETTLE_INTERVAL_MS = 1000;

/** Writes uses to the store every second; answers how to end that. */
export function settleRegularly(authority: Authority, logger: Logger): () => void {
  let busy = false;
  const timer = setInterval(async () => {
    if (busy) return;
    busy = true;
    await authority.settle().catch((err: unknown) => logger.error({ err }, 'counts could not be written'));
    busy = false;
  }, SETTLE_INTERVAL_MS);
  return () => clearInterval(timer);
}
