import type { Distribution } from '../../core/statistics/distribution.ts';

/** Values of labels by their name. */
export type Labels = Readonly<Record<string, string>>;
/** What a metric reads when it is asked: a number, or numbers by their labels. */
type Reading = number | readonly (readonly [Labels, number])[];

interface Metric {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  /** Its lines: what follows the name, labels, value. */
  samples(): Iterable<Sample> | Promise<Iterable<Sample>>;
}

type Sample = readonly [suffix: string, labels: Labels, value: number];

/**
 * The metrics of a process. Nothing is counted here: each metric reads at the scrape what others have counted, so that
 * counting costs one addition.
 */
export class Metrics {
  readonly #metrics: Metric[] = [];

  /** What goes up only; its name ends in `_total`. */
  counter(name: string, help: string, read: () => Reading): void {
    this.#metrics.push({ name, type: 'counter', help, samples: () => toSamples(read()) });
  }

  /** What goes up and down; may take a moment to find out. */
  gauge(name: string, help: string, read: () => Reading | Promise<Reading>): void {
    this.#metrics.push({ name, type: 'gauge', help, samples: async () => toSamples(await read()) });
  }

  /** How values are distributed. */
  histogram(name: string, help: string, read: () => Iterable<readonly [Labels, Distribution]>): void {
    const samples = () => [...read()].flatMap(([labels, distribution]) => bucketsOf(labels, distribution));
    this.#metrics.push({ name, type: 'histogram', help, samples });
  }

  /** All metrics in Prometheus' text format, version 0.0.4; one that cannot be read is left out. */
  async render(): Promise<string> {
    const texts = await Promise.all(this.#metrics.map((metric) => textOf(metric).catch(() => '')));
    return texts.join('');
  }
}

async function textOf({ name, type, help, samples }: Metric): Promise<string> {
  const lines = [...(await samples())].map(
    ([suffix, labels, value]) => `${name}${suffix}${labelsText(labels)} ${numberText(value)}\n`,
  );
  return `# HELP ${name} ${help.replace(/[\\\n]/g, escaped)}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function toSamples(reading: Reading): readonly Sample[] {
  return typeof reading === 'number'
    ? [['', {}, reading]]
    : reading.map(([labels, value]) => ['', labels, value]);
}

function bucketsOf(labels: Labels, { bounds, counts, sum }: Distribution): readonly Sample[] {
  let total = 0;
  const buckets = counts.map((count, index): Sample => {
    total += count;
    return ['_bucket', { ...labels, le: numberText(bounds[index] ?? Number.POSITIVE_INFINITY) }, total];
  });
  return [...buckets, ['_sum', labels, sum], ['_count', labels, total]];
}

function labelsText(labels: Labels): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${value.replace(/[\\"\n]/g, escaped)}"`,
  );
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(character: string): string {
  return character === '\n' ? '\\n' : `\\${character}`;
}

function numberText(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
}
