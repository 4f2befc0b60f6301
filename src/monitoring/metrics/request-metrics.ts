import type { FastifyReply, FastifyRequest } from 'fastify';
import { Distribution } from '../../core/statistics/distribution.ts';
import { denialOf } from '../../http/request-log.ts';
import type { Labels, Metrics } from './metrics.ts';

const DURATIONS_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/**
 * Makes what notes each request: by dialect, method, pattern of the route and class of status, all of which are few.
 */
export function addRequestMetrics(metrics: Metrics): (request: FastifyRequest, reply: FastifyReply) => void {
  const series = new Map<string, readonly [Labels, Distribution]>();
  const failures = new Map<string, readonly [Labels, number]>();
  metrics.histogram(
    'jeton_request_duration_seconds',
    'Duration of requests by dialect, method, route and class of status.',
    () => series.values(),
  );
  metrics.counter('jeton_failed_authentications_total', 'Requests refused because of who called.', () => [
    ...failures.values(),
  ]);
  return (request, reply) => {
    const { statusCode } = reply;
    const { url: route = '(none)', config } = request.routeOptions;
    const dialect = config?.dialect ?? '(none)';
    const method = statusCode === 405 ? '(other)' : request.method;
    const status = `${Math.floor(statusCode / 100)}xx`;
    const key = `${method} ${status} ${dialect} ${route}`;
    let known = series.get(key);
    if (known === undefined) {
      known = [{ dialect, method, route, status }, new Distribution(DURATIONS_SECONDS)];
      series.set(key, known);
    }
    known[1].note(reply.elapsedTime / 1000);
    if (statusCode !== 401 && statusCode !== 429 && request.denial !== 'too_many_failures') return;
    const reason = denialOf(request, reply) ?? 'rate_limited';
    const failure = `${dialect} ${reason}`;
    failures.set(failure, [{ dialect, reason }, (failures.get(failure)?.[1] ?? 0) + 1]);
  };
}
