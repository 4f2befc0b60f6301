import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Store } from '../../src/core/store.ts';
import { listPendingMigrations, openStore } from '../../src/stores/open-store.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { anAccount, anEvent, anIssue, aToken, issue, noon } from '../support/store-fixtures.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.close());

/** Two nodes on one database. */
async function openTwo(): Promise<readonly [Store, Store]> {
  const databaseUrl = await server.createDatabase();
  const stores = [await openStore({ databaseUrl }), await openStore({ databaseUrl })] as const;
  onTestFinished(async () => {
    await Promise.all(stores.map((store) => store.close()));
  });
  return stores;
}

/** Asks both nodes at once, many times over, and answers the outcomes, sorted. */
async function race<Answer extends { readonly outcome: string }>(
  stores: readonly Store[],
  times: number,
  change: (store: Store) => Promise<Answer>,
): Promise<readonly string[]> {
  const asked = Array.from({ length: times }, () => stores.map((store) => change(store))).flat();
  return (await Promise.all(asked)).map(({ outcome }) => outcome).sort();
}

const times = <Item>(count: number, item: Item): Item[] => Array<Item>(count).fill(item);

test('processes that start at once on a new database migrate it once', async () => {
  const databaseUrl = await server.createDatabase();
  const pending = await listPendingMigrations(databaseUrl);
  expect(pending[0]).toBe('0001-first-tables');
  const exits = Array.from({ length: 5 }, async () => {
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

test('telling what is pending writes nothing, and a database that lacks something is refused without migrating', async () => {
  const databaseUrl = await server.createDatabase();
  await listPendingMigrations(databaseUrl);
  await expect(openStore({ databaseUrl, migrate: false })).rejects.toMatchObject({
    code: 'store_unavailable',
    message: expect.stringContaining('run jeton migrate'),
  });
  const database = new URL(databaseUrl).pathname.slice(1);
  const tables = "select 1 from pg_class where relnamespace = 'public'::regnamespace";
  expect(await server.query(tables, database)).toEqual([]);
});

test('a database made by a newer version is refused', async () => {
  const databaseUrl = await server.createDatabase();
  await (await openStore({ databaseUrl })).close();
  const database = new URL(databaseUrl).pathname.slice(1);
  await server.query("insert into migration (name) values ('9999-from-the-future')", database);
  await expect(openStore({ databaseUrl })).rejects.toMatchObject({
    code: 'store_unavailable',
    message: expect.stringContaining('newer version of Jeton'),
  });
});

test('of many who issue under one idempotency key one issues, the others are told of the same token', async () => {
  const stores = await openTwo();
  const idempotency = { key: 'k', request: 'r', notBefore: noon - 1 };
  const ids = new Set<number>();
  const outcomes = await race(stores, 10, async (store) => {
    const answer = await store.change.issueToken(anIssue(aToken(), { idempotency }));
    if ('tokenId' in answer) ids.add(answer.tokenId);
    return answer;
  });
  expect(outcomes).toEqual(['issued', ...times(19, 'replayed')]);
  expect(ids.size).toBe(1);
});

test('of many who take over one secret one issues', async () => {
  const stores = await openTwo();
  const token = aToken();
  const outcomes = await race(stores, 10, (store) => store.change.issueToken(anIssue(token)));
  expect(outcomes).toEqual([...times(19, 'digest_known'), 'issued']);
});

test('many who issue at once stay within the limit', async () => {
  const stores = await openTwo();
  const limit = { kinds: ['unleash_client_token' as const], max: 7 };
  const outcomes = await race(stores, 10, (store) =>
    store.change.issueToken(anIssue(aToken({ kind: 'unleash_client_token' }), { limit })),
  );
  expect(outcomes).toEqual([...times(7, 'issued'), ...times(13, 'limit_reached')]);
});

test('of many who end a token one revokes it, one replaces it, one deletes it', async () => {
  const stores = await openTwo();
  const [one] = stores;
  const revoked = await issue(one);
  const revoke = { tokenId: revoked, at: noon, reason: null, blockAccount: false, audit: anEvent() };
  expect(await race(stores, 10, (store) => store.change.revokeToken(revoke))).toEqual([
    ...times(19, 'already'),
    'revoked',
  ]);
  const deleted = await issue(one);
  const deletion = { tokenId: deleted, at: noon, audit: anEvent() };
  expect(await race(stores, 10, (store) => store.change.deleteToken(deletion))).toEqual([
    ...times(19, 'already'),
    'deleted',
  ]);
  const tokenId = await issue(one);
  const replacing = { tokenId, revokedAt: noon, graceUntil: null, reason: 'rotated', now: noon };
  const outcomes = await race(stores, 10, (store) =>
    store.change.replaceToken({ ...replacing, successor: aToken(), audit: anEvent() }),
  );
  expect(outcomes).toEqual([...times(19, 'not_live'), 'replaced']);
});

test('of many who take a username one gets it, made or renamed, and no number is given twice', async () => {
  const stores = await openTwo();
  const [one] = stores;
  const outcomes = await race(stores, 10, (store) =>
    store.change.createAccount({ account: anAccount({ username: 'wanted' }), audit: anEvent() }),
  );
  expect(outcomes).toEqual(['created', ...times(19, 'taken')]);

  const ids = await Promise.all(
    stores.flatMap((store) => Array.from({ length: 10 }, () => store.change.reserveAccountId({}))),
  );
  expect(new Set(ids.map(({ id }) => id)).size).toBe(20);

  const others = await Promise.all(
    Array.from({ length: 8 }, () => one.change.createAccount({ account: anAccount(), audit: anEvent() })),
  );
  const renamings = others.map((other, index) => {
    const id = 'id' in other ? other.id : 0;
    const set = { username: 'renamed' };
    return stores[index % 2 === 0 ? 0 : 1].change.updateAccount({ id, set, at: noon, audit: anEvent() });
  });
  const renamed = (await Promise.all(renamings)).map(({ outcome }) => outcome).sort();
  expect(renamed).toEqual([...times(7, 'taken'), 'updated']);
});

test('uses that both nodes add at once are all counted', async () => {
  const stores = await openTwo();
  const ids = await Promise.all(Array.from({ length: 50 }, () => issue(stores[0])));
  const use = { count: 1, lastUsedAt: noon, lastUsedIp: '192.0.2.1', notedAt: noon };
  const addresses = [
    { ip: '192.0.2.1', at: noon },
    { ip: '192.0.2.2', at: noon },
  ];
  const sums = ids.map((tokenId) => ({ tokenId, use, addresses }));
  await race(stores, 10, (store) => store.change.addUses({ sums }));
  for (const id of ids) expect((await stores[1].findToken(id))?.use.count).toBe(20);
});

test('what one node changed the other sees at once', async () => {
  const [one, other] = await openTwo();
  for (let round = 0; round < 50; round += 1) {
    const token = aToken();
    const answer = await one.change.issueToken(anIssue(token));
    const tokenId = 'tokenId' in answer ? answer.tokenId : 0;
    expect((await other.findTokenByDigest([token.digest])).details?.token.revokedAt).toBeNull();
    await one.change.revokeToken({ tokenId, at: noon, reason: null, blockAccount: false, audit: anEvent() });
    expect((await other.findTokenByDigest([token.digest])).details?.token.revokedAt).toBe(noon);
  }
});

test('events go to the partition of their month, and those of any other time are kept as well', async () => {
  const databaseUrl = await server.createDatabase();
  const store = await openStore({ databaseUrl });
  onTestFinished(() => store.close());
  const now = Date.now();
  for (const at of [now, Date.UTC(1999, 5), Date.UTC(2999, 5)])
    await store.change.recordAudit({ event: anEvent({ at }), repeat: null });
  const database = new URL(databaseUrl).pathname.slice(1);
  const rows = await server.query(
    'select tableoid::regclass::text as part, at from audit_event order by at',
    database,
  );
  const month = `audit_event_${new Date(now).toISOString().slice(0, 7).replace('-', '_')}`;
  expect(rows.map(({ part }) => part)).toEqual(['audit_event_other', month, 'audit_event_other']);
  const parts = await server.query(
    "select 1 from pg_inherits where inhparent = 'audit_event'::regclass",
    database,
  );
  expect(parts).toHaveLength(5);
  expect((await store.listAuditEvents({ limit: 9 })).map(({ at }) => at)).toEqual([
    Date.UTC(2999, 5),
    Date.UTC(1999, 5),
    now,
  ]);
});
