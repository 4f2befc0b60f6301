import { Counter, Gauge, Registry } from 'prom-client';
import type { Distribution } from '../../core/statistics/distribution.ts';
import { DistributionMetric } from './distribution-metric.ts';

/** Values of labels by their name. */
export type Labels = Readonly<Record<string, string>>;
/** What a metric reads when it is asked: a number, or numbers by their labels. */
export type Reading = number | readonly (readonly [Labels, number])[];

/**
 * The metrics of a process. Nothing is counted here: each metric reads at the scrape what others have counted, so that
 * counting costs one addition.
 */
export class Metrics {
  readonly registry = new Registry();

  /** What goes up only. */
  counter(name: string, help: string, labels: readonly string[], read: () => Reading): void {
    const counter: Counter = new Counter({
      name,
      help,
      labelNames: [...labels],
      registers: [this.registry],
      collect() {
        counter.reset();
        for (const [of, value] of toSamples(read())) counter.inc({ ...of }, value);
      },
    });
  }

  /** What goes up and down; may take a moment to find out. */
  gauge(name: string, help: string, labels: readonly string[], read: () => Reading | Promise<Reading>): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      labelNames: [...labels],
      registers: [this.registry],
      async collect() {
        const samples = toSamples(await read());
        gauge.reset();
        for (const [of, value] of samples) gauge.set({ ...of }, value);
      },
    });
  }

  /** How values are distributed. */
  histogram(name: string, help: string, read: () => Iterable<readonly [Labels, Distribution]>): void {
    this.registry.registerMetric(new DistributionMetric(name, help, read) as unknown as Counter);
  }
}

function toSamples(reading: Reading): readonly (readonly [Labels, number])[] {
  return typeof reading === 'number' ? [[{}, reading]] : reading;
}
