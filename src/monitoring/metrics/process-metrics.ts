import { readdir } from 'node:fs/promises';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import type { Metrics } from './metrics.ts';

const RESOLUTION_MS = 20;
const NANOSECONDS = 1e9;

/** What the process takes of its machine, and how late its event loop is; names as Prometheus' clients have them. */
export function addProcessMetrics(metrics: Metrics): void {
  metrics.counter('process_cpu_seconds_total', 'Processor time used, user and system.', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
  const startedAt = performance.timeOrigin / 1000;
  metrics.gauge('process_start_time_seconds', 'When the process started.', () => startedAt);
  metrics.gauge('process_resident_memory_bytes', 'Resident memory.', () => process.memoryUsage.rss());
  metrics.gauge('process_open_fds', 'Open file descriptors.', countOpenFiles);
  metrics.gauge('nodejs_heap_size_used_bytes', 'Heap in use.', () => process.memoryUsage().heapUsed);
  metrics.gauge('nodejs_heap_size_total_bytes', 'Heap.', () => process.memoryUsage().heapTotal);
  metrics.gauge('nodejs_external_memory_bytes', 'Memory outside of the heap.', () => {
    const { external, arrayBuffers } = process.memoryUsage();
    return external + arrayBuffers;
  });
  metrics.gauge('nodejs_active_resources', 'What keeps the event loop alive, by type.', () =>
    Object.entries(Object.groupBy(process.getActiveResourcesInfo(), (type) => type)).map(([type, all]) => [
      { type },
      all?.length ?? 0,
    ]),
  );
  addEventLoopMetrics(metrics);
}

function addEventLoopMetrics(metrics: Metrics): void {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  metrics.gauge('nodejs_eventloop_delay_seconds', 'Delay of the event loop since the last scrape.', () => {
    const reading = [
      [{ statistic: 'median' }, lateness(delay.percentile(50))],
      [{ statistic: 'p99' }, lateness(delay.percentile(99))],
      [{ statistic: 'max' }, lateness(delay.max)],
    ] as const;
    delay.reset();
    return reading;
  });
  metrics.counter('nodejs_eventloop_active_seconds_total', 'Time in which the event loop was busy.', () => {
    const { active } = performance.eventLoopUtilization();
    return active / 1000;
  });
}

/** What was measured is the time from one look to the next, which is the resolution when nothing is late. */
function lateness(nanoseconds: number): number {
  return Math.max(0, nanoseconds / NANOSECONDS - RESOLUTION_MS / 1000);
}

/** Where the system does not tell (it is no Linux), the metric is left out. */
async function countOpenFiles(): Promise<number> {
  return (await readdir('/proc/self/fd')).length;
}
