import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import type { SentAhead } from './answer-ahead.ts';
import { givenTraceId, traceIdOf } from './request-identity.ts';

/** Of the successes at routes that are asked all the time, one in so many is logged at `info`. */
const SAMPLED_EVERY = 1000;

/**
 * Makes the writer of one log line a request. Where routes are `frequent`, a line for each success would cost more than
 * the success: every refusal and failure is logged, and a sample of the rest.
 */
export function createRequestLog(logger: FastifyBaseLogger): RequestLog {
  let frequentSuccesses = 0;
  const sample = (line: () => object) => {
    frequentSuccesses += 1;
    if (frequentSuccesses % SAMPLED_EVERY === 1)
      logger.info({ ...line(), sampled_every: SAMPLED_EVERY }, 'request');
    else if (logger.level === 'debug' || logger.level === 'trace') logger.debug(line(), 'request');
  };
  return {
    log(request, reply) {
      const { config } = request.routeOptions;
      if (reply.statusCode >= 500) logger.error(lineOf(request, reply), 'request');
      else if (config?.frequent === true && !isDenied(request, reply)) sample(() => lineOf(request, reply));
      else logger.info(lineOf(request, reply), 'request');
    },
    logAhead(sent, dialect, error) {
      if (error !== null) {
        const { route, requestId } = sent;
        const described = { request_id: requestId, dialect, method: route.method, route: route.path };
        logger.warn({ ...described, err: error }, 'the store does not answer');
        logger.error(lineAhead(sent, dialect), 'request');
      } else if ((sent.answer.verdict?.name ?? 'valid') === 'valid') sample(() => lineAhead(sent, dialect));
      else logger.info(lineAhead(sent, dialect), 'request');
    },
  };
}

/** What writes a line for each request. */
export interface RequestLog {
  log(request: FastifyRequest, reply: FastifyReply): void;
  /** A request that the framework never saw; `error` is why it failed. */
  logAhead(sent: SentAhead, dialect: string, error: unknown): void;
}

/** A request as any log line may hold it: the route's pattern, never the URL, which may carry a token. */
export function described(request: FastifyRequest): Readonly<Record<string, string>> {
  const { url: route = '(none)', config } = request.routeOptions;
  const trace = traceOf(request);
  return {
    request_id: request.id,
    ...(trace !== null && { trace_id: trace }),
    ...(config?.dialect !== undefined && { dialect: config.dialect }),
    method: request.method,
    route,
  };
}

function isDenied({ denial, judged }: FastifyRequest, { statusCode }: FastifyReply): boolean {
  return statusCode >= 400 || denial !== null || (judged !== null && judged.refused > 0);
}

function lineOf(request: FastifyRequest, reply: FastifyReply): object {
  const { callerTokenId, clientAddress, judged } = request;
  const denial = denialOf(request, reply);
  return {
    ...described(request),
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime * 100) / 100,
    ...(callerTokenId !== null && { token_id: callerTokenId }),
    ...(denial !== null && { denial }),
    ...(clientAddress !== null && { ip: clientAddress }),
    ...(judged !== null && describedJudgement(judged)),
  };
}

/** Why a request was refused, where it was. */
export function denialOf({ denial }: FastifyRequest, { statusCode }: FastifyReply): string | null {
  if (denial !== null) return denial;
  if (statusCode === 401) return 'not_authenticated';
  return statusCode === 403 ? 'not_permitted' : null;
}

function describedJudgement({ count, refused, tokenId, reason }: NonNullable<FastifyRequest['judged']>) {
  return count === 1
    ? { verdict: reason ?? 'valid', ...(tokenId !== null && { judged_token_id: tokenId }) }
    : { judged: count, judged_refused: refused };
}

/** The id that an error would tell, where it is not the request's own; a given trace as those who gave it write it. */
function traceOf(request: FastifyRequest): string | null {
  const given = givenTraceId(request.raw.headers);
  if (given !== null) return given;
  const own = traceIdOf(request);
  return own === request.id ? null : own;
}

function lineAhead({ route, requestId, status, milliseconds, answer }: SentAhead, dialect: string) {
  const { callerTokenId, clientAddress, verdict } = answer;
  return {
    request_id: requestId,
    dialect,
    method: route.method,
    route: route.path,
    status,
    ms: Math.round(milliseconds * 100) / 100,
    token_id: callerTokenId,
    ...(clientAddress !== null && { ip: clientAddress }),
    ...(verdict !== null && { verdict: verdict.name }),
    ...(verdict !== null && verdict.tokenId !== null && { judged_token_id: verdict.tokenId }),
  };
}
