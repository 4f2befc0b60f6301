import { ConfigError } from './config-error.ts';
import type { Env } from './env.ts';
import { integerSetting, listSetting, textSetting } from './setting.ts';

/** Where and how a server is reached. */
export interface ListenSettings {
  /** Where to listen: an address and a port, or a Unix socket. */
  readonly listen: { readonly host: string; readonly port: number } | { readonly socketPath: string };
  /** Files of a certificate chain and its key, PEM; null for plain HTTP. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  /** Origins whose pages may call; `*` for all. */
  readonly corsOrigins: readonly string[];
  /** How long a server that was told to stop goes on, no longer ready, so that load balancers take notice. */
  readonly stopDelaySeconds: number;
}

/** Reads them; refuses with `ConfigError` what cannot be understood, or contradicts itself. */
export function parseListenSettings(env: Env): ListenSettings {
  const listen = listenSetting(env);
  const tls = tlsSetting(env);
  if (tls !== null && 'socketPath' in listen)
    throw new ConfigError('JETON_TLS_CERT and JETON_TLS_KEY have no use with JETON_HOST=unix:PATH');
  return {
    listen,
    tls,
    corsOrigins: listSetting(
      env,
      'JETON_CORS_ORIGINS',
      isOrigin,
      'an origin as in https://app.example.com, or *',
    ),
    stopDelaySeconds: integerSetting(env, 'JETON_STOP_DELAY_SECONDS', 0, { min: 0, max: 300 }),
  };
}

function listenSetting(env: Env): ListenSettings['listen'] {
  const host = textSetting(env, 'JETON_HOST', '127.0.0.1');
  if (host.startsWith('unix:')) return { socketPath: host.slice('unix:'.length) };
  return { host, port: integerSetting(env, 'JETON_PORT', 7171, { min: 0, max: 65_535 }) };
}

function tlsSetting(env: Env): ListenSettings['tls'] {
  const certFile = textSetting(env, 'JETON_TLS_CERT', '');
  const keyFile = textSetting(env, 'JETON_TLS_KEY', '');
  if (certFile === '' && keyFile === '') return null;
  // One alone would leave whoever set it with a server that speaks in clear.
  if (certFile === '' || keyFile === '')
    throw new ConfigError('JETON_TLS_CERT and JETON_TLS_KEY must be set together');
  return { certFile, keyFile };
}

function isOrigin(text: string): boolean {
  return text === '*' || (/^https?:\/\//.test(text) && URL.parse(text)?.origin === text);
}
