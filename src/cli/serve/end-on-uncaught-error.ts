import type { ServerOutput } from './server-output.ts';

/** Ends the process at an error that nobody expected: what it would do from then on nobody knows. */
export function endOnUncaughtError({ logger, flush }: ServerOutput): void {
  process.on('uncaughtException', (err) => {
    logger.fatal({ err }, 'uncaught error: the server ends');
    void flush().finally(() => process.exit(1));
  });
}
