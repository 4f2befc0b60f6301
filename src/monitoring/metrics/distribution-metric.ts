import type { Distribution } from '../../core/statistics/distribution.ts';
import type { Labels } from './metrics.ts';

interface Sample {
  readonly metricName: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

/** A histogram over distributions that others keep: the library's own costs several microseconds a value. */
export class DistributionMetric {
  readonly type = 'histogram';
  readonly aggregator = 'sum';
  readonly name: string;
  readonly help: string;
  readonly #read: () => Iterable<readonly [Labels, Distribution]>;

  constructor(name: string, help: string, read: () => Iterable<readonly [Labels, Distribution]>) {
    this.name = name;
    this.help = help;
    this.#read = read;
  }

  /** What the registry asks a metric for. */
  async get() {
    const { name, help, type, aggregator } = this;
    const values = [...this.#read()].flatMap(([labels, distribution]) =>
      samplesOf(name, labels, distribution),
    );
    return { name, help, type, aggregator, values };
  }
}

function samplesOf(name: string, labels: Labels, { bounds, counts, sum }: Distribution): readonly Sample[] {
  let total = 0;
  const buckets = counts.map((count, index) => {
    total += count;
    return { metricName: `${name}_bucket`, labels: { ...labels, le: bounds[index] ?? '+Inf' }, value: total };
  });
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: total },
  ];
}
