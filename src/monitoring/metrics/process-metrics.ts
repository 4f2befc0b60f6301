import { collectDefaultMetrics, Registry } from 'prom-client';

let registry: Registry | null = null;

/** Metrics of this process: processor time, memory, garbage collection, delay of the event loop. Measured from the first call. */
export function processMetrics(): Registry {
  if (registry === null) {
    registry = new Registry();
    collectDefaultMetrics({ register: registry });
  }
  return registry;
}
