import { auditEventTypes } from '../../core/audit/audit-event.ts';
import { Distribution } from '../../core/statistics/distribution.ts';
import { eventsOf } from '../events-of-change.ts';
import type { StoreWatcher } from '../watch-store.ts';
import type { Labels, Metrics } from './metrics.ts';

const DURATIONS_SECONDS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5];

/** Makes what times each call of the store, and counts its failures and the events of the audit that it wrote. */
export function addStoreMetrics(metrics: Metrics): StoreWatcher {
  const durations = new Map<string, readonly [Labels, Distribution]>();
  const failures = new Map<string, number>();
  // From zero, so that the first one of a type is seen to come.
  const events = new Map<string, number>(auditEventTypes.map((type) => [type, 0]));
  metrics.histogram('jeton_store_duration_seconds', 'Duration of calls of the store.', () =>
    durations.values(),
  );
  metrics.counter('jeton_store_failures_total', 'Calls that the store failed.', () =>
    [...failures].map(([operation, count]) => [{ operation }, count]),
  );
  metrics.counter('jeton_audit_events_total', 'Events written to the audit.', () =>
    [...events].map(([type, count]) => [{ type }, count]),
  );
  return (operation, input) => {
    if (!failures.has(operation)) failures.set(operation, 0);
    const started = performance.now();
    const note = () => durationOf(durations, operation).note((performance.now() - started) / 1000);
    return {
      answered(answer) {
        note();
        for (const { type, times } of eventsOf(input, answer)) add(events, type, times);
      },
      failed() {
        note();
        add(failures, operation, 1);
      },
    };
  };
}

function durationOf(
  durations: Map<string, readonly [Labels, Distribution]>,
  operation: string,
): Distribution {
  const known = durations.get(operation) ?? [{ operation }, new Distribution(DURATIONS_SECONDS)];
  durations.set(operation, known);
  return known[1];
}

function add(counts: Map<string, number>, name: string, more: number): void {
  counts.set(name, (counts.get(name) ?? 0) + more);
}
