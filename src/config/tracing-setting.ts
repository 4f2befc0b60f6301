import { ConfigError } from './config-error.ts';
import type { Env } from './env.ts';
import { textSetting } from './setting.ts';

/** How requests are traced. */
export interface TracingSetting {
  /** The share of traces begun here that is sent, 0 to 1. */
  readonly ratio: number;
}

const endpointNames = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] as const;

/** Reads whether a collector is named, which OpenTelemetry then reads itself; null where none is. */
export function parseTracing(env: Env): TracingSetting | null {
  for (const name of endpointNames) {
    const text = textSetting(env, name, '');
    if (text !== '' && !/^https?:$/.test(URL.parse(text)?.protocol ?? ''))
      throw new ConfigError(`${name} must be an http or https URL, as in http://localhost:4318`);
  }
  const text = textSetting(env, 'OTEL_TRACES_SAMPLER_ARG', '1');
  if (!/^(0|1|0?\.\d{1,9}|1\.0+)$/.test(text))
    throw new ConfigError('OTEL_TRACES_SAMPLER_ARG must be a share from 0 to 1, as in 0.1');
  return endpointNames.some((name) => textSetting(env, name, '') !== '') ? { ratio: Number(text) } : null;
}
