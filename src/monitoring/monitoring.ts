import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Authority } from '../core/authority.ts';
import { InstallationError } from '../core/installation-error.ts';
import type { Store } from '../core/store.ts';
import { addAuthorityMetrics } from './metrics/authority-metrics.ts';
import { Metrics } from './metrics/metrics.ts';
import { addNodeMetrics } from './metrics/node-metrics.ts';
import { type AnsweredAhead, addRequestMetrics } from './metrics/request-metrics.ts';
import { addStoreMetrics } from './metrics/store-metrics.ts';
import { Readiness } from './readiness.ts';
import type { Tracing } from './tracing/tracing.ts';
import { bothWatchers, watchStore } from './watch-store.ts';

/** What a process tells about itself. */
export interface Monitoring {
  /** To add a metric is one call of its `gauge` or `counter`. */
  readonly metrics: Metrics;
  readonly readiness: Readiness;
  /** Null where requests are not traced. */
  readonly tracing: Tracing | null;
  /** The same store, watched. */
  watchStore(store: Store): Store;
  /** Takes up what an authority counts, and whether it can answer. */
  watchAuthority(authority: Authority): void;
  /** Takes note of a request that was answered. */
  noteRequest(request: FastifyRequest, reply: FastifyReply): void;
  /** Takes note of one that the framework never saw. */
  noteAhead(answered: AnsweredAhead): void;
  /** The metrics as Prometheus reads them. */
  render(): Promise<string>;
}

/** Begins to watch a process. */
export function createMonitoring({
  version,
  tracing = null,
}: {
  readonly version: string;
  readonly tracing?: Tracing | null;
}): Monitoring {
  const metrics = new Metrics();
  const readiness = new Readiness();
  metrics.gauge('jeton_build_info', 'The version that runs; always 1.', () => [[{ version }, 1]]);
  metrics.gauge('jeton_ready', 'Whether a check of readiness passes.', () => readinessByCheck(readiness));
  const timeCall = addStoreMetrics(metrics);
  const watcher = tracing === null ? timeCall : bothWatchers(timeCall, tracing.watchCall);
  const requests = addRequestMetrics(metrics);
  return {
    metrics,
    readiness,
    tracing,
    noteAhead: requests.noteAhead,
    noteRequest(request, reply) {
      requests.note(request, reply);
      tracing?.end(request, reply);
    },
    watchStore: (store) => watchStore(store, watcher),
    watchAuthority(authority) {
      addAuthorityMetrics(metrics, authority);
      addNodeMetrics(metrics, authority);
      readiness.add({
        name: 'database',
        failure: 'the database does not answer',
        check: () => authority.ping(),
      });
      readiness.add({
        name: 'lease',
        failure: 'this node has not been in touch with the database for too long',
        check: () => authority.awaitLease(),
      });
      readiness.add({
        name: 'key',
        failure: 'the database cannot be read with the installation key',
        // Where the database does not answer, that is what fails.
        check: () => authority.confirmKey().catch(rethrowWrongKey),
      });
    },
    render: () => metrics.render(),
  };
}

function rethrowWrongKey(error: unknown): void {
  if (error instanceof InstallationError) throw error;
}

async function readinessByCheck(readiness: Readiness) {
  const failing = new Set((await readiness.failing()).map(({ name }) => name));
  return readiness.names.map((check) => [{ check }, failing.has(check) ? 0 : 1] as const);
}
