import type { FastifyReply, FastifyRequest } from 'fastify';
import { Distribution } from '../../core/statistics/distribution.ts';
import { denialOf } from '../../http/request-log.ts';
import type { Labels, Metrics } from './metrics.ts';

const DURATIONS_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** An answer to a request that the framework never saw. */
export interface AnsweredAhead {
  /** The same object each time. */
  readonly route: { readonly method: string; readonly path: string };
  readonly dialect: string;
  readonly status: number;
  readonly milliseconds: number;
}

/** What takes note of requests. */
export interface RequestNoter {
  note(request: FastifyRequest, reply: FastifyReply): void;
  noteAhead(answered: AnsweredAhead): void;
}

/**
 * Makes what notes each request: by dialect, method, pattern of the route and class of status, all of which are few.
 */
export function addRequestMetrics(metrics: Metrics): RequestNoter {
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
  const note: RequestNoter['note'] = (request, reply) => {
    const { statusCode, elapsedTime } = reply;
    const { url: route = '(none)', config = nowhere } = request.routeOptions;
    const method = statusCode !== 405 && usualMethods.has(request.method) ? request.method : '(other)';
    const { dialect: speaker = '(none)' } = config;
    durations.note(config, { dialect: speaker, method, route }, statusCode, elapsedTime);
    if (statusCode !== 401 && statusCode !== 429 && request.denial !== 'too_many_failures') return;
    const dialect = request.routeOptions.config?.dialect ?? '(none)';
    const reason = denialOf(request, reply) ?? 'rate_limited';
    const failure = `${dialect} ${reason}`;
    failures.set(failure, [{ dialect, reason }, (failures.get(failure)?.[1] ?? 0) + 1]);
  };
  return {
    note,
    noteAhead({ route, dialect, status, milliseconds }) {
      durations.note(route, { dialect, method: route.method, route: route.path }, status, milliseconds);
    },
  };
}

/** Found by the route's own object and small numbers: to put a name together for each request would cost more. */
class RequestDurations {
  readonly all: (readonly [Labels, Distribution])[] = [];
  readonly #byRoute = new Map<object, Map<string, (Distribution | undefined)[]>>();

  note(key: object, named: Labels & { readonly method: string }, status: number, milliseconds: number): void {
    const statusClass = Math.floor(status / 100);
    const byStatus = this.#byStatus(key, named.method);
    byStatus[statusClass] ??= this.#begin({ ...named, status: `${statusClass}xx` });
    byStatus[statusClass].note(milliseconds / 1000);
  }

  #byStatus(route: object, method: string): (Distribution | undefined)[] {
    const byMethod = this.#byRoute.get(route) ?? new Map<string, (Distribution | undefined)[]>();
    const byStatus = byMethod.get(method) ?? [];
    if (byStatus.length === 0) this.#byRoute.set(route, byMethod.set(method, byStatus));
    return byStatus;
  }

  /** A route that is answered ahead too is one series. */
  #begin(labels: Labels): Distribution {
    const same = this.all.find(([known]) => Object.entries(labels).every(([name, is]) => known[name] === is));
    if (same !== undefined) return same[1];
    const distribution = new Distribution(DURATIONS_SECONDS);
    this.all.push([labels, distribution]);
    return distribution;
  }
}

/** Node knows dozens more, and some routes answer them all. */
const usualMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** What is answered outside of any route. */
const nowhere: { readonly dialect?: string } = {};
