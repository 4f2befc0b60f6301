import { createReadStream, createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fillFromExport } from '../../src/cli/move/fill-from-export.ts';
import { readExport } from '../../src/cli/move/read-export.ts';
import { writeExport } from '../../src/cli/move/write-export.ts';
import { openStore } from '../../src/stores/open-store.ts';
import { transferredTables } from '../../src/stores/sql/transfer/transferred-tables.ts';
import { fillStore, readSnapshot } from '../../src/stores/transfer.ts';
import { openAuthority } from '../support/open-authority.ts';
import { type Populated, populate } from '../support/populate.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.close());

async function populatedSqlite(): Promise<{ readonly databaseUrl: string; readonly populated: Populated }> {
  const databaseUrl = `sqlite:${join(temporaryDirectory(), 'jeton.db')}`;
  const store = await openStore({ databaseUrl });
  const open = await openAuthority({}, { store });
  const populated = await populate(open);
  await open.authority.close();
  await store.close();
  return { databaseUrl, populated };
}

async function exportTo(databaseUrl: string, file: string) {
  const out = createWriteStream(file);
  const counts = await readSnapshot(databaseUrl, (snapshot) => writeExport(snapshot, out));
  out.end();
  await finished(out);
  return counts;
}

async function importFrom(file: string, databaseUrl: string) {
  const lines = readExport(createReadStream(file));
  const withoutHead = (async function* () {
    let isFirst = true;
    for await (const some of lines) {
      yield isFirst ? some.slice(1) : some;
      isFirst = false;
    }
  })();
  return fillStore(databaseUrl, (store) => fillFromExport(store, withoutHead));
}

/** What an export says, its first line left aside, which tells when it was made. */
function told(file: string): readonly string[] {
  return readFileSync(file, 'utf8').split('\n').slice(1);
}

async function judge(databaseUrl: string, { good, dead }: Populated) {
  const store = await openStore({ databaseUrl });
  const { authority, operator } = await openAuthority({}, { store });
  for (const secret of good)
    expect((await authority.verify({ secret, countsAsUse: false })).valid, secret).toBe(true);
  for (const secret of dead) {
    const identified = await authority.identify(secret);
    expect(identified.class).toBe('issued');
    expect((await authority.verify({ secret, countsAsUse: false })).valid).toBe(false);
  }
  const sealed = await authority.tokens({
    kinds: ['unleash_admin_token'],
    now: 0,
    order: { by: 'id', direction: 'asc' },
    limit: 9,
  });
  const opened = await authority.secrets(operator, sealed, 'test');
  expect([...opened.values()].map((secret) => good.includes(secret.reveal()))).toEqual([true]);
  const newest = await authority.issue(operator, { kind: 'access_token', name: 'behind all others' });
  await authority.close();
  await store.close();
  return newest.details.token.id;
}

it('moves everything from SQLite to PostgreSQL and back, and every secret is what it was', async () => {
  const { databaseUrl, populated } = await populatedSqlite();
  const directory = temporaryDirectory();
  const [first, second, third] = ['1', '2', '3'].map((name) => join(directory, name)) as [
    string,
    string,
    string,
  ];
  const counts = await exportTo(databaseUrl, first);
  for (const [table, count] of Object.entries(counts))
    expect([table, count > 0 || table === 'use_journal']).toEqual([table, true]);

  const onPostgres = await postgres.createDatabase();
  expect(await importFrom(first, onPostgres)).toEqual(counts);
  await exportTo(onPostgres, second);
  expect(told(second)).toEqual(told(first));

  const back = `sqlite:${join(directory, 'back.db')}`;
  await importFrom(second, back);
  await exportTo(back, third);
  expect(told(third)).toEqual(told(first));

  const lastToken = counts.token ?? 0;
  for (const url of [databaseUrl, onPostgres, back]) expect(await judge(url, populated)).toBe(lastToken + 1);
}, 60_000);

it('keeps each month of the audit in its partition', async () => {
  const { databaseUrl } = await populatedSqlite();
  const file = join(temporaryDirectory(), 'export');
  await exportTo(databaseUrl, file);
  const onPostgres = await postgres.createDatabase();
  await importFrom(file, onPostgres);
  const database = new URL(onPostgres).pathname.slice(1);
  const [other] = await postgres.query('select count(*)::int as count from audit_event_other', database);
  expect(other).toEqual({ count: 0 });
});

it('imports nothing of an export that is cut off, lacks a row, or comes to a store with records', async () => {
  const { databaseUrl } = await populatedSqlite();
  const directory = temporaryDirectory();
  const file = join(directory, 'export');
  await exportTo(databaseUrl, file);
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const damagedBy = (change: (lines: string[]) => string[]) => {
    const path = join(directory, `damaged${Math.random()}`);
    writeFileSync(path, `${change([...lines]).join('\n')}\n`);
    return path;
  };
  const isToken = (line: string) => line.startsWith('{"table":"token_use"');
  const damaged = [
    [damagedBy((all) => all.slice(0, -1)), 'no end'],
    [damagedBy((all) => all.toSpliced(all.findIndex(isToken), 1)), 'should have'],
    [damagedBy((all) => all.with(5, '{"table":')), 'line 6'],
    [damagedBy((all) => [...all, all[3] ?? '']), 'behind the end'],
    [damagedBy((all) => all.with(5, '{"table":"migration","row":{"name":"x"}}')), 'does not know'],
  ] as const;
  for (const target of [`sqlite:${join(directory, 'target.db')}`, await postgres.createDatabase()]) {
    for (const [path, message] of damaged) await expect(importFrom(path, target)).rejects.toThrow(message);
    await importFrom(file, target);
    await expect(importFrom(file, target)).rejects.toThrow('empty store');
  }
}, 60_000);

it('forgets no table', async () => {
  const known = transferredTables.map(({ name }) => name as string);
  const { databaseUrl } = await populatedSqlite();
  const { rows } = await readSnapshot(databaseUrl, ({ db }) =>
    sql<{
      name: string;
    }>`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'`.execute(db),
  );
  expect(rows.map(({ name }) => name).sort()).toEqual([...known, 'migration'].sort());
  const onPostgres = await postgres.createDatabase();
  await (await openStore({ databaseUrl: onPostgres })).close();
  const tables = await postgres.query(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_name not like 'audit_event_%'",
    new URL(onPostgres).pathname.slice(1),
  );
  // What only concerns nodes that run.
  const ofNodes = ['change_log', 'node'];
  expect(tables.map(({ name }) => name).sort()).toEqual([...known, ...ofNodes, 'migration'].sort());
});
