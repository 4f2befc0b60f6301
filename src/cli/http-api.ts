import { Agent, request as httpRequest, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { CliError } from './cli-error.ts';
import type { ApiAnswer, NativeApi } from './native-api.ts';

const TIMEOUT_MS = 60_000;
const SOCKETS_MAX = 16;

/** Where a server is: at a URL, asked with a token, or at its control socket. */
export type ServerPlace =
  | { readonly url: URL; readonly token: string; readonly scheme?: string }
  | { readonly controlSocket: string };

/** The native API of a running server. */
export function createHttpApi(place: ServerPlace): NativeApi {
  const secure = 'url' in place && place.url.protocol === 'https:';
  const agent = new (secure ? HttpsAgent : Agent)({ keepAlive: true, maxSockets: SOCKETS_MAX });
  return {
    request: (method, path, body) => exchange(place, { ...optionsFor(place, path), method, agent }, body),
    close: async () => agent.destroy(),
  };
}

function exchange(place: ServerPlace, options: RequestOptions, body?: object): Promise<ApiAnswer> {
  const payload = body === undefined ? undefined : JSON.stringify(body);
  const send = options.agent instanceof HttpsAgent ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => reject(unreachable(place, error));
    const request = send({ ...options, headers: headersFor(place, payload) });
    request.setTimeout(TIMEOUT_MS, () => request.destroy(new Error('no answer in time')));
    request.once('error', fail);
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', fail);
      response.once('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          json: parseJson(Buffer.concat(chunks).toString('utf8')),
        });
      });
    });
    request.end(payload);
  });
}

function optionsFor(place: ServerPlace, path: string): RequestOptions {
  if ('controlSocket' in place) return { socketPath: place.controlSocket, path };
  const { hostname, port, pathname } = place.url;
  // URL keeps the brackets of an IPv6 address, which a socket does not understand.
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return { host, port: port === '' ? undefined : port, path: pathname.replace(/\/$/, '') + path };
}

function headersFor(place: ServerPlace, payload: string | undefined): Record<string, string> {
  return {
    accept: 'application/json, application/problem+json',
    ...('token' in place && { authorization: `${place.scheme ?? 'Bearer '}${place.token}` }),
    ...(payload !== undefined && {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(payload)),
    }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreachable(place: ServerPlace, { code, message }: NodeJS.ErrnoException): CliError {
  const where = 'url' in place ? place.url.origin : place.controlSocket;
  return new CliError(`the server at ${where} cannot be reached: ${code ?? message}`);
}
