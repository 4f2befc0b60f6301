import type { Logger } from 'pino';
import type { Config } from '../../config/config.ts';
import type { Tracing } from '../../monitoring/tracing/tracing.ts';
import { version } from '../version.ts';

/** Begins to trace where the environment names a collector; OpenTelemetry is loaded only then. */
export async function traceProcess({ tracing }: Config, logger: Logger): Promise<Tracing | null> {
  if (tracing === null) return null;
  const { openTracing } = await import('../../monitoring/tracing/open-tracing.ts');
  return openTracing({
    version,
    ratio: tracing.ratio,
    onChange(failure) {
      if (failure === null) logger.info('traces reach the collector again');
      else logger.warn({ reason: failure.message }, 'traces do not reach the collector');
    },
  });
}
