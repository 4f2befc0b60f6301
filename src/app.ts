import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RouteOptions } from 'fastify';
import { version } from './cli/version.ts';
import type { Config } from './config/config.ts';
import type { Authority } from './core/authority.ts';
import { AuthorityError } from './core/authority-error.ts';
import { dialects as allDialects } from './dialects/all-dialects.ts';
import type { Dialect, Entrance } from './dialects/dialect.ts';
import { openDoor } from './dialects/door.ts';
import { allowOrigins } from './http/allow-origins.ts';
import { answerAhead } from './http/answer-ahead.ts';
import { answerOtherMethods } from './http/answer-other-methods.ts';
import { baseUrlOf } from './http/base-url.ts';
import { createTrustedProxies } from './http/client-address.ts';
import { createHttpServer } from './http/create-http-server.ts';
import { limitFailedAuthentications } from './http/failed-authentications.ts';
import { HttpFault } from './http/http-fault.ts';
import { createRequestLog, described, type RequestLog } from './http/request-log.ts';
import { noteDenial } from './http/request-notes.ts';
import { toFault } from './http/to-fault.ts';
import { createMonitoring, type Monitoring } from './monitoring/monitoring.ts';
import { addReferenceRoutes } from './reference/routes.ts';
import { watchRoutes } from './reference/watch-routes.ts';

const STORE_RETRY_SECONDS = 1;

/** What an application is composed of. */
export interface AppParts {
  readonly config: Config;
  readonly authority: Authority;
  readonly logger: FastifyBaseLogger;
  /**
   * `token`: callers authenticate with tokens. `operator`: whoever reaches the server is the operator, for the control
   * socket in the data directory, which only its owner can open.
   */
  readonly callers: 'token' | 'operator';
  /** What the process tells about itself; absent: what this application can tell alone. */
  readonly monitoring?: Monitoring;
  /** What to speak TLS with; absent: plain HTTP. */
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer } | null;
}

/** Composes one HTTP application that speaks every dialect. */
export async function createApp(parts: AppParts): Promise<FastifyInstance> {
  const { config, authority, logger, callers, monitoring = monitoringOf(authority), tls = null } = parts;
  const proxies = createTrustedProxies(config.trustedProxies);
  const entrance: Entrance = {
    authority,
    callers,
    door: openDoor(
      authority,
      limitFailedAuthentications(config.failedAuthPerMinute),
      proxies,
      config.requestsPerMinute === 0 ? null : { requests: config.requestsPerMinute, perSeconds: 60 },
    ),
    settings: {
      gitlabAdminTokenRevoke: config.gitlab.adminTokenRevoke,
      unleashProfile: config.unleash.profile,
      unleashAdminTokenCreation: config.unleash.adminTokenCreation,
      unleashTokenLimit: config.unleash.tokenLimit,
    },
    baseUrl: (request) => baseUrlOf(request, config.baseUrl, proxies),
    monitoring: { metrics: monitoring.render, failingChecks: () => monitoring.readiness.failing() },
  };
  const dialects = allDialects.map((create) => create(entrance));
  const log = createRequestLog(logger);
  const server = createHttpServer({
    logger,
    tls,
    refuse: (fault, request, reply) =>
      speakerOf(dialects, pathOf(request.raw.url)).refuse(fault, request, reply),
    canonicalUrl: (url, headers) => canonicalUrl(dialects, url, headers),
    log,
    noteRequest: monitoring.noteRequest,
  });
  const { tracing } = monitoring;
  if (tracing !== null) server.addHook('onRequest', (request, _reply, done) => tracing.begin(request, done));
  if (callers === 'token' && config.corsOrigins.length > 0) await allowOrigins(server, config.corsOrigins);
  // A trace tells of every request, and pages of other origins are told more.
  const isPlain = tracing === null && config.corsOrigins.length === 0;
  if (callers === 'token' && isPlain) answerDoorsAhead(server, dialects, log, monitoring);
  const routes = watchRoutes(server);
  for (const dialect of dialects) await server.register(async (scope) => mount(scope, dialect));
  await server.register(async (scope) => addReferenceRoutes(scope, () => documentOf(routes, dialects)));
  return server;
}

function answerDoorsAhead(
  server: FastifyInstance,
  dialects: readonly Dialect[],
  log: RequestLog,
  monitoring: Monitoring,
): void {
  for (const { name, ahead } of dialects) {
    if (ahead === undefined) continue;
    answerAhead(server, {
      ...ahead,
      note(sent, error) {
        log.logAhead(sent, name, error);
        const { route, status, milliseconds } = sent;
        monitoring.noteAhead({ route, dialect: name, status, milliseconds });
      },
    });
  }
}

function monitoringOf(authority: Authority): Monitoring {
  const monitoring = createMonitoring({ version: 'unknown' });
  monitoring.watchAuthority(authority);
  return monitoring;
}

async function documentOf(routes: readonly RouteOptions[], dialects: readonly Dialect[]) {
  // Few ask for it, and starting should not cost more for them.
  const { describeApi } = await import('./reference/describe-api.ts');
  return describeApi(routes, {
    version,
    references: dialects.map(({ reference }) => reference),
    referenceOf: (path) => speakerOf(dialects, path).reference,
  });
}

async function mount(scope: FastifyInstance, dialect: Dialect): Promise<void> {
  scope.removeAllContentTypeParsers();
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, dialect: dialect.name };
  });
  scope.setErrorHandler((error, request, reply) => {
    const refusal = error instanceof AuthorityError ? error : toFault(error);
    noteDenial(request, refusal instanceof AuthorityError ? refusal.code : refusal.kind);
    if (refusal instanceof HttpFault && refusal.kind === 'internal')
      request.log.error({ ...described(request), err: refusal.cause }, 'request failed');
    if (refusal instanceof AuthorityError && refusal.code === 'store_unavailable') {
      // A database that fails over is back within seconds, in whatever dialect.
      reply.header('retry-after', STORE_RETRY_SECONDS);
      request.log.warn({ ...described(request), err: refusal }, 'the store does not answer');
    }
    return dialect.refuse(refusal, request, reply);
  });
  const addOtherMethods = answerOtherMethods(scope);
  await dialect.register(scope);
  addOtherMethods();
}

function canonicalUrl(dialects: readonly Dialect[], url: string, headers: IncomingHttpHeaders): string {
  for (const { claimedUrl } of dialects) {
    const claimed = claimedUrl?.(url, headers) ?? null;
    if (claimed !== null) return claimed;
  }
  return dialects.find((one) => one.owns(pathOf(url)))?.canonicalUrl?.(url) ?? url;
}

function speakerOf(dialects: readonly Dialect[], path: string): Dialect {
  const speaker = dialects.find((one) => one.owns(path)) ?? dialects[0];
  if (speaker === undefined) throw new TypeError('An application needs a dialect.');
  return speaker;
}

function pathOf(url = '/'): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}
