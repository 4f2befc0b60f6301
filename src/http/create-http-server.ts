import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { answerBrokenRequest } from './answer-broken-request.ts';
import { HttpFault } from './http-fault.ts';
import { toFault } from './to-fault.ts';

/** Largest body that any route takes, in bytes. */
const BODY_BYTES_MAX = 1024 * 1024;
const PARAM_LENGTH_MAX = 8192;
const REQUEST_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_TIMEOUT_MS = 65_000;

/** What the server leaves to its user. */
export interface HttpServerParts {
  readonly logger: FastifyBaseLogger;
  /** Answers faults that arise before or outside any route. */
  refuse(fault: HttpFault, request: FastifyRequest, reply: FastifyReply): unknown;
  /** The URL under which the routes have what was asked for. */
  canonicalUrl(url: string, headers: IncomingHttpHeaders): string;
}

/** An HTTP server with limits on everything, one id a request (a UUID v4), and nothing cached downstream. */
export function createHttpServer({ logger, refuse, canonicalUrl }: HttpServerParts): FastifyInstance {
  const server = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    // What arrives on an open connection while the server stops is answered, in the dialect's words.
    return503OnClosing: false,
    routerOptions: { maxParamLength: PARAM_LENGTH_MAX },
    rewriteUrl: ({ url = '/', headers }) => canonicalUrl(url, headers),
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, request, reply) => void refuse(toFault(error), request, reply),
    ajv: {
      customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false, allErrors: true },
    },
  });
  // Whoever caches a verdict or a secret keeps it past its revocation.
  server.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));
  server.addHook('onResponse', logOutcome);
  // A path that nobody serves is "not found" whatever its body: bodies are read by the dialects' own parsers.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume();
    done(null);
  });
  server.setNotFoundHandler((request, reply) =>
    refuse(new HttpFault('not_found', 'Not found.'), request, reply),
  );
  server.setErrorHandler((error, request, reply) => refuse(toFault(error), request, reply));
  return server;
}

// Successes are logged for debugging only: a line a request would cost more than the request.
async function logOutcome(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { statusCode } = reply;
  const level =
    statusCode >= 500
      ? 'error'
      : statusCode === 401 || statusCode === 403 || statusCode === 429
        ? 'info'
        : 'debug';
  request.log[level](
    { ...described(request), status: statusCode, ms: Math.round(reply.elapsedTime) },
    'request',
  );
}

/** A request as a log may hold it: the route's pattern, never the URL, which may carry a token. */
export function described(request: FastifyRequest): { method: string; route: string } {
  return { method: request.method, route: request.routeOptions.url ?? '(none)' };
}
