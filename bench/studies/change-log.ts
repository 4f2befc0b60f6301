import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { quantile } from '../harness/median.ts';
import type { Study } from '../harness/report.ts';
import type { Workbench } from '../harness/workbench.ts';
import { tokenColumns } from '../seed/token-rows.ts';

const TOKENS = 10_000;

/** What numbering and announcing a change costs PostgreSQL: the same transaction with and without it. */
export async function studyChangeLog(workbench: Workbench): Promise<Omit<Study, 'id'>> {
  const { seconds, rounds } = workbench.options;
  const dataset = await workbench.dataset('postgres', {
    native: TOKENS,
    gitlab: 0,
    dynatrace: 0,
    unleash: 0,
  });
  const url = await dataset.copy();
  const database = await workbench.database();
  const lines: string[][] = [];
  for (const writers of [1, 16]) {
    const figures = { without: [] as Figure[], with: [] as Figure[] };
    for (let round = 0; round < rounds; round += 1)
      for (const kind of ['without', 'with'] as const) {
        const before = database.processorMilliseconds();
        const took = await write(url, { writers, seconds, logged: kind === 'with' });
        const spent = database.processorMilliseconds() - before;
        figures[kind].push({
          p50: quantile(took, 0.5),
          perSecond: took.length / seconds,
          microseconds: (spent * 1_000) / took.length,
        });
      }
    for (const kind of ['without', 'with'] as const) {
      const of = (part: keyof Figure) =>
        quantile(
          figures[kind].map((one) => one[part]),
          0.5,
        );
      lines.push([
        `${writers} at once, ${kind} the log`,
        `${of('p50').toFixed(2)} ms`,
        of('perSecond').toFixed(0),
        `${of('microseconds').toFixed(0)} µs`,
      ]);
    }
  }
  return {
    title: 'The change log on PostgreSQL',
    note: 'A token’s row and its audit event in one durable transaction, in plain SQL, with and without the statement that numbers, logs and announces a change: what a revocation adds. An issue logs nothing, because nobody remembers what was unknown.',
    head: ['transactions', 'p50', 'a second', 'database time each'],
    lines,
  };
}

interface Figure {
  readonly p50: number;
  readonly perSecond: number;
  readonly microseconds: number;
}

interface Writing {
  readonly writers: number;
  readonly seconds: number;
  readonly logged: boolean;
}

const places = tokenColumns.slice(1).map((_, n) => `$${n + 1}`);
const insertToken = `insert into token (${tokenColumns.slice(1).join(', ')}) values (${places.join(', ')}) returning id`;
const insertEvent = `insert into audit_event (type, at, actor_account_id, actor_via, token_id, count, details)
  values ('token_issued', $1, 1, 'bench', $2, 1, '{}')`;
// As the engine's own: src/stores/postgres/nodes/change-log.ts.
const logChange = `with tick as (update change_clock set last_number = last_number + 1 returning last_number),
  logged as (
    insert into change_log (number, change_id, subjects) select last_number, $1, $2 from tick returning number
  )
  select number, pg_notify('jeton_change', concat_ws(' ', number, $2::text)) from logged`;

/** Milliseconds of each transaction. */
async function write(url: string, { writers, seconds, logged }: Writing): Promise<readonly number[]> {
  const took: number[] = [];
  const end = performance.now() + seconds * 1_000;
  const one = async () => {
    const client = new Client({ connectionString: url });
    await client.connect();
    while (performance.now() < end) {
      const begun = performance.now();
      await transact(client, logged);
      took.push(performance.now() - begun);
    }
    await client.end();
  };
  await Promise.all(Array.from({ length: writers }, one));
  return took;
}

async function transact(client: Client, logged: boolean): Promise<void> {
  const now = Date.now();
  const name = `log-${now}`;
  const columns = [
    randomBytes(32),
    'access_token',
    'jtn_…',
    name,
    1_000,
    1,
    '[]',
    now,
    now,
    0,
    '{}',
    null,
    name,
  ];
  await client.query('begin');
  const { rows } = await client.query({ name: 'token', text: insertToken, values: columns });
  const id = Number(rows[0]?.id);
  await client.query({ name: 'event', text: insertEvent, values: [now, id] });
  if (logged) await client.query({ name: 'log', text: logChange, values: [randomUUID(), `t${id}`] });
  await client.query('commit');
}
