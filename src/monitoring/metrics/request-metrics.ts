import type { FastifyReply, FastifyRequest } from 'fastify';
import { Distribution } from '../../core/statistics/distribution.ts';
import { denialOf } from '../../http/request-log.ts';
import type { Labels, Metrics } from './metrics.ts';

const DURATIONS_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/**
 * Makes what notes each request: by dialect, method, pattern of the route and class of status, all of which are few.
 */
export function addRequestMetrics(metrics: Metrics): (request: FastifyRequest, reply: FastifyReply) => void {
  const durations = new RequestDurations();
  const failures = new Map<string, readonly [Labels, number]>();
  metrics.histogram(
    'jeton_request_duration_seconds',
    'Duration of requests by dialect, method, route and class of status.',
    () => durations.all,
  );
  metrics.counter('jeton_failed_authentications_total', 'Requests refused because of who called.', () => [
    ...failures.values(),
  ]);
  return (request, reply) => {
    durations.note(request, reply);
    const { statusCode } = reply;
    if (statusCode !== 401 && statusCode !== 429 && request.denial !== 'too_many_failures') return;
    const dialect = request.routeOptions.config?.dialect ?? '(none)';
    const reason = denialOf(request, reply) ?? 'rate_limited';
    const failure = `${dialect} ${reason}`;
    failures.set(failure, [{ dialect, reason }, (failures.get(failure)?.[1] ?? 0) + 1]);
  };
}

/** Found by the route's own object and small numbers: to put a name together for each request would cost more. */
class RequestDurations {
  readonly all: (readonly [Labels, Distribution])[] = [];
  readonly #byRoute = new Map<object, Map<string, (Distribution | undefined)[]>>();

  note(request: FastifyRequest, { statusCode, elapsedTime }: FastifyReply): void {
    const { url: route = '(none)', config = nowhere } = request.routeOptions;
    const method = statusCode !== 405 && usualMethods.has(request.method) ? request.method : '(other)';
    const statusClass = Math.floor(statusCode / 100);
    const byStatus = this.#byStatus(config, method);
    byStatus[statusClass] ??= this.#begin({
      dialect: config.dialect ?? '(none)',
      method,
      route,
      status: `${statusClass}xx`,
    });
    byStatus[statusClass].note(elapsedTime / 1000);
  }

  #byStatus(route: object, method: string): (Distribution | undefined)[] {
    const byMethod = this.#byRoute.get(route) ?? new Map<string, (Distribution | undefined)[]>();
    const byStatus = byMethod.get(method) ?? [];
    if (byStatus.length === 0) this.#byRoute.set(route, byMethod.set(method, byStatus));
    return byStatus;
  }

  #begin(labels: Labels): Distribution {
    const distribution = new Distribution(DURATIONS_SECONDS);
    this.all.push([labels, distribution]);
    return distribution;
  }
}

/** Node knows dozens more, and some routes answer them all. */
const usualMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** What is answered outside of any route. */
const nowhere: { readonly dialect?: string } = {};
