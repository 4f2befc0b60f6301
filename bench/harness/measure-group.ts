import type { LoadResult } from './load.ts';
import { median } from './median.ts';
import { Resources } from './resources.ts';
import type { Prepared, Row, RowGroup } from './row.ts';
import type { Workbench } from './workbench.ts';

/** One round of one row. */
interface RoundFigures extends LoadResult {
  /** Processor time of the server a request, in microseconds. */
  readonly serverMicroseconds: number;
  readonly databaseMicroseconds: number | null;
}

/** A row with its rounds and their medians, a unit. */
export interface RowFigures {
  readonly id: string;
  readonly what: string;
  readonly stale: string;
  readonly counts: string;
  readonly unit: string;
  readonly against: readonly string[];
  readonly perSecond: number;
  readonly serverMicroseconds: number;
  readonly databaseMicroseconds: number | null;
  readonly p50: number;
  readonly p99: number;
  readonly loadShare: number;
  readonly rounds: readonly RoundFigures[];
}

/** What became of a group. */
export interface GroupFigures {
  readonly rows: readonly RowFigures[];
  /** Ids of rows that could not be measured. */
  readonly failed: readonly string[];
}

const CONNECTIONS = 32;
const WARM_UP_SECONDS = 2;

/**
 * Measures rows in interleaved rounds: A B C, A B C, …; the first round warms up and is not counted. A round that fails
 * is told and left out; a row without any is told in `failed`.
 */
export async function measureGroup(workbench: Workbench, group: RowGroup): Promise<GroupFigures> {
  const resources = new Resources();
  try {
    const ready: Ready[] = [];
    for (const row of group.rows)
      await toldWhenItFails(`${group.id} ${row.id}`, async () => {
        ready.push({ row, prepared: await row.prepare({ workbench, resources }), rounds: [] });
        return 'ready';
      });
    const { seconds, rounds } = workbench.options;
    for (let round = 0; round <= rounds; round += 1)
      for (const { row, prepared, rounds: figures } of ready)
        await toldWhenItFails(`${group.id} ${round}/${rounds} ${row.id}`, async () => {
          const length = round === 0 ? Math.min(WARM_UP_SECONDS, seconds) : seconds;
          const figure = await measure(workbench, row, prepared, length);
          if (round > 0) figures.push(figure);
          return `${(figure.answered / figure.seconds).toFixed(0)}/s`;
        });
    const measured = ready.filter((one) => one.rounds.length > 0);
    return {
      rows: measured.map(({ row, rounds: figures }) => toFigures(row, figures)),
      failed: group.rows.filter((row) => !measured.some((one) => one.row === row)).map(({ id }) => id),
    };
  } finally {
    await resources.close();
  }
}

interface Ready {
  readonly row: Row;
  readonly prepared: Prepared;
  readonly rounds: RoundFigures[];
}

async function toldWhenItFails(what: string, measured: () => Promise<string>): Promise<void> {
  try {
    const told = await measured();
    console.error(`${what}: ${told}`);
  } catch (error) {
    console.error(`${what} failed:`, error);
  }
}

async function measure(
  { load }: Workbench,
  row: Row,
  { subject, ask, oncePerSecond }: Prepared,
  seconds: number,
): Promise<RoundFigures> {
  const { process: server, database } = subject;
  let begun = { server: 0, database: 0 };
  const now = () => ({
    server: server.processorMilliseconds(),
    database: database?.processorMilliseconds() ?? 0,
  });
  const result = await load.run(
    {
      ...ask,
      url: server.url,
      connections: row.connections ?? CONNECTIONS,
      seconds,
      ...(oncePerSecond !== undefined && { onceAmount: oncePerSecond * seconds }),
    },
    () => {
      begun = now();
    },
  );
  const ended = now();
  const each = (milliseconds: number) => (milliseconds * 1000) / result.answered;
  return {
    ...result,
    serverMicroseconds: each(ended.server - begun.server),
    databaseMicroseconds: database === undefined ? null : each(ended.database - begun.database),
  };
}

function toFigures(row: Row, rounds: readonly RoundFigures[]): RowFigures {
  const units = row.unit?.perRequest ?? 1;
  const middle = (of: (round: RoundFigures) => number) => median(rounds.map(of));
  const hasDatabase = rounds.some(({ databaseMicroseconds }) => databaseMicroseconds !== null);
  return {
    id: row.id,
    what: row.what,
    stale: row.stale,
    counts: row.counts,
    unit: row.unit?.name ?? 'requests',
    against: row.against ?? [],
    perSecond: middle(({ answered, seconds }) => answered / seconds) * units,
    serverMicroseconds: middle((round) => round.serverMicroseconds) / units,
    databaseMicroseconds: hasDatabase ? middle((round) => round.databaseMicroseconds ?? 0) / units : null,
    p50: middle(({ p50 }) => p50),
    p99: middle(({ p99 }) => p99),
    loadShare: middle(({ loadShare }) => loadShare),
    rounds,
  };
}
