import type { IncomingHttpHeaders } from 'node:http';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  LogController,
} from 'fastify';
import { answerBrokenRequest } from './answer-broken-request.ts';
import { addFixedHeaders } from './fixed-headers.ts';
import { HttpFault } from './http-fault.ts';
import { requestIdOf } from './request-identity.ts';
import type { RequestLog } from './request-log.ts';
import { keepNotes } from './request-notes.ts';
import { toFault } from './to-fault.ts';

/** Largest body that any route takes, in bytes. */
const BODY_BYTES_MAX = 1024 * 1024;
const PARAM_LENGTH_MAX = 8192;
const REQUEST_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_TIMEOUT_MS = 65_000;
const HANDSHAKE_TIMEOUT_MS = 10_000;

/** The oldest TLS that is spoken. */
export const minimumTls = { minVersion: 'TLSv1.2' } as const;

/** What the server leaves to its user. */
export interface HttpServerParts {
  readonly logger: FastifyBaseLogger;
  /** What to speak TLS with; null for plain HTTP. */
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null;
  /** Answers faults that arise before or outside any route. */
  refuse(fault: HttpFault, request: FastifyRequest, reply: FastifyReply): unknown;
  /** The URL under which the routes have what was asked for. */
  canonicalUrl(url: string, headers: IncomingHttpHeaders): string;
  readonly log: RequestLog;
  /** Takes note of a request that was answered. */
  noteRequest(request: FastifyRequest, reply: FastifyReply): void;
}

/** An HTTP server with limits on everything, one id and one log line a request, and nothing cached downstream. */
export function createHttpServer(parts: HttpServerParts): FastifyInstance {
  const { logger, tls, refuse, canonicalUrl, log, noteRequest } = parts;
  const server = fastify({
    ...httpsOf(tls),
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestIdOf,
    // A logger of its own for each request costs more than the id in each line.
    childLoggerFactory: (parent) => parent,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    // What arrives on an open connection while the server stops is answered, in the dialect's words.
    return503OnClosing: false,
    routerOptions: { maxParamLength: PARAM_LENGTH_MAX },
    rewriteUrl: ({ url = '/', headers }) => canonicalUrl(url, headers),
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors(error, request, reply) {
      addFixedHeaders(request, reply);
      refuse(toFault(error), request, reply);
    },
    ajv: {
      customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false, allErrors: true },
    },
  });
  // Node answers 417 to an expectation it does not know; it may be ignored (RFC 9110, section 10.1.1).
  server.server.on('checkExpectation', server.routing);
  keepNotes(server);
  server.addHook('onRequest', (request, reply, done) => {
    addFixedHeaders(request, reply);
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    log.log(request, reply);
    noteRequest(request, reply);
    done();
  });
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

// The framework's types tell a server with TLS from one without; nothing here does.
function httpsOf(tls: HttpServerParts['tls']): FastifyServerOptions {
  if (tls === null) return {};
  return { https: { ...tls, ...minimumTls, handshakeTimeout: HANDSHAKE_TIMEOUT_MS } } as FastifyServerOptions;
}
