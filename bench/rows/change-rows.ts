import { readFileSync, writeFileSync } from 'node:fs';
import type { Row, RowGroup, Stand } from '../harness/row.ts';
import type { Dataset, Engine } from '../harness/workbench.ts';
import { jetonSubject, startNode } from '../servers/start-jeton.ts';
import { floorRow } from './floor-row.ts';
import { exactCounts, neverStale } from './guarantees.ts';
import { importAsk, issueAsk, revokeAsk, rotateAsk } from './jeton-asks.ts';
import { largeStore } from './jeton-row.ts';

/** Requests a second are at most so many, because each uses a token up. */
const ONCE_PER_SECOND = 1_000;
/** Changes wait for the disk together. */
const CONNECTIONS = 64;

const settings = [
  { id: 'sqlite', what: 'SQLite', engine: 'sqlite', nodes: 1 },
  { id: 'postgres-1', what: 'PostgreSQL, one node', engine: 'postgres', nodes: 1 },
  { id: 'postgres-3', what: 'PostgreSQL, three nodes', engine: 'postgres', nodes: 3 },
] as const;

const changes = [
  { id: 'issue', what: 'issue', ask: issueAsk(), expect: '^201 ', pool: null },
  {
    id: 'import',
    what: 'import a secret as a row',
    ask: importAsk('unknown'),
    expect: '^201 ',
    pool: 'unknown',
  },
  { id: 'rotate', what: 'rotate', ask: rotateAsk('nativeIds'), expect: '^201 ', pool: 'nativeIds' },
  { id: 'revoke', what: 'revoke by secret', ask: revokeAsk('native'), expect: '"revoked"', pool: 'native' },
] as const;

/** Changes of tokens: one server of several is asked, and answers once all have taken note. */
export const changeGroup: RowGroup = {
  id: 'changes',
  title: 'Issue, import, rotate, revoke',
  note: 'Each is durable and recorded in the audit when it is answered; a revocation or rotation is over on every node. With three nodes one is asked and all follow; time is of the node that is asked.',
  rows: [floorRow, ...settings.flatMap((setting) => changes.map((change) => changeRow(setting, change)))],
};

type Setting = (typeof settings)[number];
type Change = (typeof changes)[number];

function changeRow({ id, what, engine, nodes }: Setting, change: Change): Row {
  return {
    id: `${change.id}-${id}`,
    what: `${change.what}, ${what}`,
    stale: neverStale,
    counts: exactCounts,
    connections: CONNECTIONS,
    ...(nodes > 1 && { against: [`${change.id}-postgres-1`] }),
    async prepare(stand) {
      const dataset = await stand.workbench.dataset(engine, largeStore(stand.workbench));
      const name = `changes ${id}`;
      const subject = await stand.resources.once(name, () =>
        openNodes(stand, { name, engine, nodes, dataset }),
      );
      const pools = await stand.resources.once(`pools ${id}`, async () => shares(stand, dataset));
      return {
        subject,
        ask: { request: change.ask, pools, expect: change.expect },
        ...(change.pool !== null && { oncePerSecond: ONCE_PER_SECOND }),
      };
    },
  };
}

interface Nodes {
  readonly name: string;
  readonly engine: Engine;
  readonly nodes: number;
  readonly dataset: Dataset;
}

async function openNodes(stand: Stand, { nodes, dataset, ...setup }: Nodes) {
  const { workbench, resources } = stand;
  if (setup.engine === 'sqlite') return jetonSubject(stand, { ...setup, dataset });
  const at = await dataset.copy();
  const process = await startNode(workbench, resources, { ...setup, dataset, at });
  for (let n = 1; n < nodes; n += 1) await startNode(workbench, resources, { ...setup, dataset, at });
  return { process, database: await workbench.database() };
}

/** Files of this server's own, from which each line is taken once: what is rotated is not what is revoked. */
function shares({ workbench }: Stand, { pools }: Dataset): Record<string, string> {
  const half = (pool: string, part: 0 | 1): string => {
    const lines = readFileSync(pools[pool] ?? '', 'latin1')
      .split('\n')
      .slice(0, 400_000);
    const path = workbench.place(`${pool}.txt`);
    writeFileSync(
      path,
      lines
        .filter((line, n) => line !== '' && n % 2 === part)
        .map((line) => `${line}\n`)
        .join(''),
    );
    return path;
  };
  return { native: half('native', 0), nativeIds: half('nativeIds', 1), unknown: half('unknown', 0) };
}
