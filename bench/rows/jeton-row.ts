import type { Prepared, Row, Stand } from '../harness/row.ts';
import type { Dataset, Engine, Workbench } from '../harness/workbench.ts';
import type { TokenCounts } from '../seed/token-rows.ts';
import { type JetonSetup, jetonSubject } from '../servers/start-jeton.ts';
import { exactCounts, neverStale } from './guarantees.ts';

/** Of which sort the server is. */
export interface JetonSort extends Omit<JetonSetup, 'name' | 'dataset'> {
  readonly counts?: (workbench: Workbench) => TokenCounts;
}

/** A row that asks Jeton. */
export interface JetonRow
  extends Partial<Pick<Row, 'stale' | 'counts' | 'unit' | 'connections' | 'against'>> {
  readonly id: string;
  readonly what: string;
  readonly server: string;
  readonly ask: Prepared['ask']['request'];
  /** What every answer must have in it, behind its status. */
  readonly expect: string;
  readonly oncePerSecond?: number;
  /** Made of the dataset's, for rows that use tokens up. */
  readonly pools?: (dataset: Dataset, stand: Stand) => Record<string, string>;
}

/** Tokens of the large stores: of each sort that a documented endpoint asks about, besides the native ones. */
export function largeStore({ options: { tokens } }: Workbench): TokenCounts {
  const some = Math.ceil(tokens / 10);
  return { native: tokens, gitlab: some, dynatrace: some, unleash: 20_000 };
}

const { sqlite, postgres }: Record<Engine, Engine> = { sqlite: 'sqlite', postgres: 'postgres' };
// Remembers one token in a thousand of a million: the caller's own, and hardly another.
const cold = { JETON_CACHE_TOKENS: '1000' };

/** The servers of rows, by name. */
export const jetonSorts = {
  'sqlite-warm': { engine: sqlite, warm: true },
  'sqlite-cold': { engine: sqlite, env: cold },
  'postgres-warm': { engine: postgres, warm: true },
  'postgres-cold': { engine: postgres, env: cold },
  'postgres-without-cache': { engine: postgres, env: { JETON_CACHE_TOKENS: '0' } },
} satisfies Record<string, JetonSort>;

/** Makes a row that asks a server of a given sort. */
export function jetonRow(sorts: Readonly<Record<string, JetonSort>>, row: JetonRow): Row {
  const { server, ask, expect, oncePerSecond, pools, ...told } = row;
  const sort = sorts[server];
  if (sort === undefined) throw new Error(`no server ${server}`);
  return {
    stale: neverStale,
    counts: exactCounts,
    ...told,
    async prepare(stand) {
      const { counts = largeStore, ...setup } = sort;
      const dataset = await stand.workbench.dataset(sort.engine, counts(stand.workbench));
      const subject = await jetonSubject(stand, { ...setup, dataset, name: server });
      const lines = pools?.(dataset, stand) ?? dataset.pools;
      return {
        subject,
        ask: { request: ask, pools: lines, expect },
        ...(oncePerSecond !== undefined && { oncePerSecond }),
      };
    },
  };
}
