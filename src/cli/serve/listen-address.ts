import type { AddressInfo } from 'node:net';
import type { Config } from '../../config/config.ts';

/** Where a server listens, as people and programs are told. */
export interface ListenAddress {
  /** `http://HOST:PORT`, `https://HOST:PORT` or `unix:PATH`. */
  readonly name: string;
  /** The beginning of a curl command line that reaches it from this machine, up to the path. */
  readonly curlTarget: string;
}

/** Names the address that a server really got. */
export function listenAddressOf(
  { listen, tls }: Pick<Config, 'listen' | 'tls'>,
  bound: AddressInfo | string | null,
): ListenAddress {
  if ('socketPath' in listen)
    return {
      name: `unix:${listen.socketPath}`,
      curlTarget: `--unix-socket ${shellWord(listen.socketPath)} http://localhost`,
    };
  const port = typeof bound === 'object' && bound !== null ? bound.port : listen.port;
  const scheme = tls === null ? 'http' : 'https';
  return {
    name: `${scheme}://${inUrl(listen.host)}:${port}`,
    curlTarget: `${scheme}://${inUrl(reachable(listen.host))}:${port}`,
  };
}

/** One word of a shell's command line, quoted where it must be. */
export function shellWord(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** "All addresses" is nowhere to connect to. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host === '::' ? '::1' : host;
}
