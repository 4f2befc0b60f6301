import type { Environment } from './environment.ts';
import type { RowFigures } from './measure-group.ts';
import type { Options } from './options.ts';
import type { RowGroup } from './row.ts';

/** A group with its figures. */
export interface MeasuredGroup extends Pick<RowGroup, 'id' | 'title' | 'note'> {
  readonly rows: readonly RowFigures[];
}

/** What a study found: a table. */
export interface Study {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly head: readonly string[];
  readonly lines: readonly (readonly string[])[];
}

/** Everything of a run. */
export interface Results {
  readonly environment: Environment;
  readonly options: Pick<Options, 'tokens' | 'seconds' | 'rounds'>;
  readonly groups: readonly MeasuredGroup[];
  readonly studies: readonly Study[];
}

/** From here on the load generator was the limit, and requests a second say less than processor time. */
const BUSY_SHARE = 0.9;

/** The results as a section of a Markdown document. */
export function toMarkdown({ environment, options, groups, studies }: Results): string {
  const { machine, versions, pinned, commit, date } = environment;
  const cores =
    pinned === null
      ? 'nothing pinned to a core'
      : `server on core ${pinned.server}, load on ${pinned.load}, PostgreSQL on ${pinned.database}`;
  const told = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const intro = [
    `Taken ${date} at commit ${commit} on ${machine.processor}, ${machine.cores} cores, ${machine.memoryGib} GiB, Linux ${machine.kernel} (load before: ${machine.loadBefore}); ${cores}.`,
    `${told.join(', ')}. ${options.tokens.toLocaleString('en')} tokens, ${options.rounds} interleaved rounds of ${options.seconds} s, medians.`,
  ];
  return [
    ...intro.map((line) => `${line}\n`),
    ...groups.map(groupMarkdown),
    ...studies.map(studyMarkdown),
  ].join('\n');
}

function groupMarkdown({ title, note, rows }: MeasuredGroup): string {
  const head = [
    'what',
    'a second',
    'of the floor',
    'server time each',
    'floor ÷ this',
    'database time each',
    'p50 / p99',
    'answer out of date',
    'counts lost when the process dies',
  ];
  const [floor] = rows;
  const lines = rows.map((row) => [
    row.what,
    `${grouped(row.perSecond)}${row.loadShare > BUSY_SHARE ? ' *' : ''}`,
    ratio(row.perSecond, floor?.perSecond),
    microseconds(row.serverMicroseconds),
    ratio(floor?.serverMicroseconds, row.serverMicroseconds),
    row.databaseMicroseconds === null ? '–' : microseconds(row.databaseMicroseconds),
    `${row.p50} / ${row.p99} ms`,
    row.stale,
    row.counts,
  ]);
  const limited = rows.some(({ loadShare }) => loadShare > BUSY_SHARE)
    ? '\n\\* the load generator’s core was busy: compare processor time, not requests a second.\n'
    : '';
  return `### ${title}\n\n${note}\n\n${table(head, lines)}\n${limited}${comparisons(rows)}`;
}

function comparisons(rows: readonly RowFigures[]): string {
  const lines = rows.flatMap((row) =>
    row.against.flatMap((id) => {
      const other = rows.find((one) => one.id === id);
      if (other === undefined) return [];
      const [rate, time] = [
        ratio(row.perSecond, other.perSecond),
        ratio(other.serverMicroseconds, row.serverMicroseconds),
      ];
      return [[row.what, other.what, `${rate} times`, `${time} times`]];
    }),
  );
  if (lines.length === 0) return '';
  return `\n${table(['this', 'against', 'a second', 'work for the same server time'], lines)}\n`;
}

function studyMarkdown({ title, note, head, lines }: Study): string {
  return `### ${title}\n\n${note}\n\n${table(head, lines)}\n`;
}

function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...lines.map(row)].join('\n');
}

function ratio(one: number | undefined, other: number | undefined): string {
  const value = (one ?? Number.NaN) / (other ?? Number.NaN);
  if (!Number.isFinite(value)) return '–';
  return value >= 20 ? value.toFixed(0) : value.toPrecision(value >= 1 ? 3 : 2);
}

function microseconds(value: number): string {
  return value >= 10_000 ? `${(value / 1_000).toFixed(1)} ms` : `${value.toFixed(value < 10 ? 2 : 1)} µs`;
}

function grouped(value: number): string {
  return Math.round(value).toLocaleString('en');
}
