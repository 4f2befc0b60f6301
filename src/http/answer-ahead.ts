import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { fixedHeaders } from './fixed-headers.ts';
import { requestIdOf } from './request-identity.ts';

/** A body larger than this takes the usual way, in bytes. */
const BODY_BYTES_MAX = 16 * 1024;

/** What answers a request ahead of the framework. */
export interface AheadRoute {
  readonly method: string;
  readonly path: string;
  /** Whether the plain case may have a query. */
  readonly takesQuery: boolean;
  /** Whether the plain case has a JSON body; otherwise it has none. */
  readonly takesBody: boolean;
  /** The answer; null, with nothing done, for whatever is not the plain case: the framework's route then answers. */
  answer(request: IncomingMessage, body: Buffer): AheadAnswer | null;
}

/** An answer whose body is complete: sent with 200. */
export interface AheadAnswer {
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly body: string;
  /** What must have happened before it is sent; when it rejects, `failed` is sent instead. */
  readonly ready: Promise<unknown> | null;
  readonly callerTokenId: number;
  readonly clientAddress: string | null;
  /** What was said of a token that the request asked about; null where it asked about its own. */
  readonly verdict: { readonly name: string; readonly tokenId: number | null } | null;
}

/** An answer as it was sent, for the log and the metrics. */
export interface SentAhead {
  readonly route: AheadRoute;
  readonly requestId: string;
  readonly status: number;
  readonly milliseconds: number;
  readonly answer: AheadAnswer;
}

/** Routes that are answered ahead. */
export interface AheadDoors {
  readonly routes: readonly AheadRoute[];
  /** The body of an answer 503 to a request. */
  failed(requestId: string, url: string): string;
}

/** What the routes ahead need of their surroundings. */
interface AheadParts extends AheadDoors {
  /** Takes note of an answer; `error` is why it is a 503. */
  note(sent: SentAhead, error: unknown): void;
}

/**
 * Answers the hottest requests before the framework sees them: it costs several times what a verdict costs. Only the
 * plain case is answered here; everything else goes the usual way, with the body that was read already. To be called
 * before the routes are added.
 */
export function answerAhead(server: FastifyInstance, parts: AheadParts): void {
  const routes = new Map(parts.routes.map((route) => [route.path, route]));
  const taken = new WeakMap<IncomingMessage, Buffer>();
  const [usual] = server.server.listeners('request') as ((
    request: IncomingMessage,
    response: ServerResponse,
  ) => void)[];
  if (usual === undefined) throw new TypeError('a server of the framework listens to requests');
  server.server.off('request', usual);
  server.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { url = '' } = request;
    const query = url.indexOf('?');
    const route = routes.get(query === -1 ? url : url.slice(0, query));
    if (route === undefined || (query !== -1 && !route.takesQuery) || !isPlain(request, route))
      return usual(request, response);
    const begun = performance.now();
    if (!route.takesBody) {
      const answer = answerOf(route, request, noBody);
      if (answer === null) usual(request, response);
      else send(response, parts, { route, request, begun, answer });
      return;
    }
    readBody(request, (body) => {
      const answer = answerOf(route, request, body);
      if (answer === null) {
        taken.set(request, body);
        return usual(request, response);
      }
      send(response, parts, { route, request, begun, answer });
    });
  });
  server.addHook('onRoute', (route) => {
    if (!routes.get(route.url)?.takesBody) return;
    route.preParsing = (request, _reply, payload, done) => {
      const body = taken.get(request.raw);
      done(null, body === undefined ? payload : (Readable.from([body], { objectMode: false }) as never));
    };
  });
}

/** A mistake here must not end the process: the usual way has its own answer to mistakes. */
function answerOf(route: AheadRoute, request: IncomingMessage, body: Buffer): AheadAnswer | null {
  try {
    return route.answer(request, body);
  } catch {
    return null;
  }
}

/** Whether nothing about a request asks for more than its answer. */
function isPlain({ method, headers }: IncomingMessage, route: AheadRoute): boolean {
  return (
    method === route.method &&
    headers['transfer-encoding'] === undefined &&
    headers['x-request-id'] === undefined &&
    headers.traceparent === undefined &&
    headers.expect === undefined &&
    headers.origin === undefined &&
    headers.upgrade === undefined &&
    (route.takesBody ? hasPlainBody(headers) : Number(headers['content-length'] ?? 0) === 0)
  );
}

function hasPlainBody(headers: IncomingMessage['headers']): boolean {
  const length = headers['content-length'];
  return (
    headers['content-type'] === 'application/json' &&
    headers['content-encoding'] === undefined &&
    length !== undefined &&
    Number(length) <= BODY_BYTES_MAX
  );
}

const noBody = Buffer.alloc(0);

/** A client that goes away in the middle is answered nothing. */
function readBody(request: IncomingMessage, done: (body: Buffer) => void): void {
  let first: Buffer | null = null;
  let more: Buffer[] | null = null;
  request.on('data', (chunk: Buffer) => {
    if (first === null) first = chunk;
    else if (more === null) more = [first, chunk];
    else more.push(chunk);
  });
  request.on('end', () => done(more === null ? (first ?? Buffer.alloc(0)) : Buffer.concat(more)));
}

interface Underway {
  readonly route: AheadRoute;
  readonly request: IncomingMessage;
  readonly begun: number;
  readonly answer: AheadAnswer;
}

function send(response: ServerResponse, parts: AheadParts, underway: Underway): void {
  const { answer } = underway;
  const succeed = () => finish(response, parts, underway, null);
  if (answer.ready === null) succeed();
  else answer.ready.then(succeed, (error: unknown) => finish(response, parts, underway, error));
}

function finish(response: ServerResponse, parts: AheadParts, underway: Underway, error: unknown): void {
  const { route, request, begun, answer } = underway;
  const requestId = requestIdOf(request);
  const isGood = error === null;
  const body = isGood ? answer.body : parts.failed(requestId, request.url ?? route.path);
  // One byte a character where that is so: the headers then go out in the same text.
  const encoding = BEYOND_ASCII.test(body) ? 'utf8' : 'latin1';
  const length = encoding === 'utf8' ? Buffer.byteLength(body) : body.length;
  response.writeHead(isGood ? 200 : 503, headersOf(requestId, length, isGood ? answer.headers : unavailable));
  response.end(body, encoding);
  const milliseconds = performance.now() - begun;
  parts.note({ route, requestId, status: isGood ? 200 : 503, milliseconds, answer }, error);
}

const BEYOND_ASCII = /[^\x20-\x7e]/;

const fixed: readonly string[] = Object.entries(fixedHeaders).flat();

/** Names and values in turn: an object would be taken apart again. */
function headersOf(requestId: string, length: number, own: readonly string[]): string[] {
  return [
    ...fixed,
    'x-request-id',
    requestId,
    'x-trace-id',
    requestId,
    'content-length',
    String(length),
    ...own,
  ];
}

const unavailable = ['content-type', 'application/problem+json', 'retry-after', '1'];
