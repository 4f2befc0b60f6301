import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { DatabaseUrlError } from '../../src/stores/database-url-error.ts';
import { listPendingMigrations, openStore } from '../../src/stores/open-store.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const unavailable = { name: 'AuthorityError', code: 'store_unavailable' };

test('unknown databases are refused in one line that does not repeat the URL', async () => {
  const noUrls = ['postgres://user:hidden@one,two:x/db', 'postgres://user:hid/den@host:5432/db', 'postgres:'];
  for (const databaseUrl of ['mysql://user:hidden@host/db', 'jeton.db', '', 'sqlite:', ...noUrls]) {
    const refused = openStore({ databaseUrl });
    await expect(refused).rejects.toThrow(DatabaseUrlError);
    await expect(refused).rejects.not.toThrow('hidden');
  }
});

test('pending migrations are told without writing, and opening without migrating refuses them', async () => {
  const path = join(temporaryDirectory(), 'jeton.db');
  const databaseUrl = `sqlite:${path}`;
  expect(await listPendingMigrations(databaseUrl)).toEqual([
    '0001-first-tables',
    '0002-audit-event-kind',
    '0003-owners-and-addresses',
    '0004-use-journals',
    '0005-journal-owners',
    '0006-nodes',
    '0008-deleted-resources',
    '0009-token-expiry',
    '0010-key-numbers',
  ]);
  await expect(openStore({ databaseUrl, migrate: false })).rejects.toMatchObject({
    ...unavailable,
    message: expect.stringContaining('run jeton migrate'),
  });
  expect(existsSync(path)).toBe(false);
  await (await openStore({ databaseUrl })).close();
  expect(await listPendingMigrations(databaseUrl)).toEqual([]);
  await (await openStore({ databaseUrl, migrate: false })).close();
});

test('processes that start at once on a new database migrate it once', async () => {
  const databaseUrl = `sqlite:${temporaryDirectory()}/jeton.db`;
  const exits = Array.from({ length: 4 }, async () => {
    const opener = spawn(process.execPath, [
      join(import.meta.dirname, '../support/open-and-close.ts'),
      databaseUrl,
    ]);
    const said = text(opener.stderr);
    const [code] = await once(opener, 'exit');
    return { code, said: await said };
  });
  for (const exit of await Promise.all(exits)) expect(exit).toEqual({ code: 0, said: '' });
  expect(await listPendingMigrations(databaseUrl)).toEqual([]);
});

test('a database made by a newer version is refused', async () => {
  const path = join(temporaryDirectory(), 'jeton.db');
  await (await openStore({ databaseUrl: `sqlite:${path}` })).close();
  const database = new DatabaseSync(path);
  database.exec("insert into migration (name) values ('9999-from-the-future')");
  database.close();
  const refusal = { ...unavailable, message: expect.stringContaining('newer version of Jeton') };
  for (const migrate of [true, false]) {
    await expect(openStore({ databaseUrl: `sqlite:${path}`, migrate })).rejects.toMatchObject(refusal);
  }
});

test('a file that is no database and a place that cannot be written are refused with their cause', async () => {
  const directory = temporaryDirectory();
  const path = join(directory, 'jeton.db');
  writeFileSync(path, 'this is not a database, whatever its name may say'.repeat(100));
  const refusal = { ...unavailable, cause: expect.any(Error) };
  await expect(openStore({ databaseUrl: `sqlite:${path}` })).rejects.toMatchObject(refusal);
  await expect(openStore({ databaseUrl: `sqlite:${path}/below/jeton.db` })).rejects.toMatchObject(refusal);
});

test('a PostgreSQL server that is not there is refused without the password', async () => {
  const refused = openStore({ databaseUrl: 'postgres://user:hidden@127.0.0.1:1/db' });
  await expect(refused).rejects.toMatchObject({ ...unavailable, cause: expect.any(Error) });
  await expect(refused).rejects.not.toThrow('hidden');
});
