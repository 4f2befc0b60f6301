import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import type { Store } from '../../src/core/store.ts';
import { openStore } from '../../src/stores/open-store.ts';
import { connectionSettings, prepareSession } from '../../src/stores/postgres/connection-settings.ts';
import { openConnectionPair } from '../../src/stores/postgres/nodes/connection-pair.ts';
import { openFaultProxy } from '../chaos/fault-proxy.ts';
import { type CutProxy, openCutProxy } from '../support/cut-proxy.ts';
import { type PostgresServer, postgresPassword, startPostgres } from '../support/postgres-server.ts';
import { anIssue, aToken } from '../support/store-fixtures.ts';

const unavailable = { name: 'AuthorityError', code: 'store_unavailable', cause: expect.any(Error) };

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.close());

let databaseUrl: string;
beforeEach(async () => {
  databaseUrl = await server.createDatabase();
});

async function open(url = databaseUrl, poolMax = 10): Promise<Store> {
  const store = await openStore({ databaseUrl: url, poolMax });
  onTestFinished(() => store.close());
  return store;
}

async function openThroughProxy(): Promise<{ readonly store: Store; readonly proxy: CutProxy }> {
  const proxy = await openCutProxy(server.port);
  onTestFinished(() => proxy.close());
  const store = await open(databaseUrl.replace(`:${server.port}/`, `:${proxy.port}/`));
  return { store, proxy };
}

const write = (store: Store, value = 'v') => store.change.writeSetting({ name: 'n', value, ifAbsent: false });

/** A question of each sort: on a connection of the pool, on one for look-ups, and a change. */
function everySort(store: Store): readonly Promise<unknown>[] {
  return [store.readSetting('n'), store.findTokenByDigest([randomBytes(32)]), store.ping(), write(store)];
}

async function expectAllUnavailable(store: Store): Promise<void> {
  for (const end of await Promise.allSettled(everySort(store)))
    expect(end).toMatchObject({ status: 'rejected', reason: unavailable });
}

test('connections whose server is gone without a word are given up, with all that was asked over them', async () => {
  const proxy = await openFaultProxy(server.port);
  onTestFinished(() => proxy.close());
  const pair = await openConnectionPair({
    url: databaseUrl.replace(`:${server.port}/`, `:${proxy.port}/`),
    answerMsMax: 300,
    leaseMs: 1_000,
    lookUps: 1,
    onAnnouncement: () => undefined,
  });
  for (const connection of proxy.connections()) connection.swallow('down');
  const lookUp = expect(pair.lookUps[0]?.query('select 1')).rejects.toThrow('terminated');
  await expect(pair.database.readNode(randomUUID())).rejects.toMatchObject(unavailable);
  const begun = performance.now();
  await pair.close();
  await lookUp;
  expect(performance.now() - begun).toBeLessThan(5_000);
});

test.each(['fast', 'immediate'] as const)(
  'a server that was stopped (%s) is unavailable, and works with the first call once it is back',
  async (mode) => {
    const store = await open();
    await Promise.all(everySort(store));
    await server.stop(mode);
    await expectAllUnavailable(store);
    await server.start();
    await Promise.all(everySort(store));
    expect(await store.readSetting('n')).toBe('v');
  },
);

test('a server that restarted unnoticed works with the first call', async () => {
  const store = await open();
  await Promise.all(everySort(store));
  await server.stop('immediate');
  await server.start();
  await Promise.all(everySort(store));
});

test('connections that the administrator ends are made anew, and no caller notices', async () => {
  const store = await open();
  for (let round = 0; round < 5; round += 1) {
    await Promise.all([...everySort(store), ...everySort(store)]);
    await server.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'jeton'",
    );
    await Promise.all(everySort(store));
  }
});

test('changes under way when their connections are ended are made once or refused, never both', async () => {
  const store = await open();
  const issuing = Array.from({ length: 200 }, async () => {
    const issue = anIssue(aToken());
    const [end] = await Promise.allSettled([store.change.issueToken(issue)]);
    return { end, digest: issue.token.digest };
  });
  await server.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'jeton'",
  );
  for (const { end, digest } of await Promise.all(issuing)) {
    if (end?.status === 'fulfilled') {
      expect(end.value.outcome).toBe('issued');
      expect((await store.findTokenByDigest([digest])).details).not.toBeNull();
    } else expect(end?.reason).toMatchObject(unavailable);
  }
});

test('a server that takes no writes refuses changes, answers reads over connections made anew, and takes changes later', async () => {
  const { store, proxy } = await openThroughProxy();
  await Promise.all([...everySort(store), ...everySort(store), write(store, 'before')]);
  const before = proxy.watchPresent();
  await server.query('alter system set default_transaction_read_only = on');
  await server.query('select pg_reload_conf()');
  // The setting reaches sessions by signal, a moment later.
  await expect
    .poll(() => write(store, 'during').catch((error: unknown) => error))
    .toMatchObject({
      ...unavailable,
      cause: { code: '25006' },
    });
  const until = before().length;
  await Promise.all([1, 2, 3].flatMap(() => [store.ping(), store.readSetting('n')]));
  await store.findTokenByDigest([randomBytes(32)]);
  // The old server may have been replaced, and go on answering reads from its past.
  expect(before().slice(until)).not.toMatch(/select|jeton-look-up/);
  await withWrites(async (client) => {
    await client.query('alter system reset default_transaction_read_only');
    await client.query('select pg_reload_conf()');
  });
  await expect.poll(() => write(store, 'after').catch(() => null)).toMatchObject({ outcome: 'written' });
});

test('after a failover to a server that is still a standby nothing is answered, until it is promoted', async () => {
  const store = await open();
  await Promise.all(everySort(store));
  await server.stop('fast');
  await server.start('standby');
  for (const end of await Promise.allSettled(everySort(store)))
    expect(end).toMatchObject({ status: 'rejected', reason: { code: 'store_unavailable' } });
  await server.query('select pg_promote()');
  await Promise.all(everySort(store));
});

test.each(['before it arrives', 'before it is answered'] as const)(
  'a commit whose connection breaks %s is told as unknown, and never made twice',
  async (when) => {
    const { store, proxy } = await openThroughProxy();
    const first = await store.change.reserveAccountId({});
    expect(first).toMatchObject({ id: 1 });
    proxy.cutAt('commit', when);
    await expect(store.change.reserveAccountId({})).rejects.toMatchObject({
      ...unavailable,
      message: expect.stringContaining('may or may not have been made'),
    });
    const made = when === 'before it arrives' ? 0 : 1;
    await expect.poll(() => lastAccountId()).toBe(1 + made);
    expect(await store.change.reserveAccountId({})).toMatchObject({ id: 2 + made });
  },
);

test('a commit that no standby confirmed is told as unknown', async () => {
  const store = await open();
  await server.query("alter system set synchronous_standby_names = 'absent'");
  await server.query('select pg_reload_conf()');
  const cancel = "select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'";
  const told: unknown[] = [];
  const changes: Promise<unknown>[] = [];
  await expect
    .poll(async () => {
      // The setting reaches sessions by signal, a moment later: the first change may pass.
      changes.push(store.change.reserveAccountId({}).catch((error: unknown) => told.push(error)));
      await server.query(cancel);
      return told.length;
    })
    .toBeGreaterThan(0);
  await server.query('alter system reset synchronous_standby_names');
  await server.query('select pg_reload_conf()');
  await Promise.all(changes);
  expect(told[0]).toMatchObject({
    ...unavailable,
    message: expect.stringContaining('may or may not'),
    cause: { message: expect.stringContaining('synchronous replication') },
  });
  expect(await lastAccountId()).toBe(changes.length);
});

async function lastAccountId(): Promise<number> {
  const database = new URL(databaseUrl).pathname.slice(1);
  const [row] = await server.query('select last_account_id from account_sequence', database);
  return Number(row?.last_account_id);
}

test('a change whose connection breaks before the commit is made all the same, once', async () => {
  const { store, proxy } = await openThroughProxy();
  proxy.cutAt('last_account_id', 'before it is answered');
  expect(await store.change.reserveAccountId({})).toMatchObject({ id: 1 });
  expect(await store.change.reserveAccountId({})).toMatchObject({ id: 2 });
});

test('look-ups that one turn asks for share one query', async () => {
  const { store, proxy } = await openThroughProxy();
  await store.findTokenByDigest([randomBytes(32)]);
  const digests = Array.from({ length: 200 }, () => randomBytes(32));
  const before = proxy.sent().length;
  await Promise.all(digests.map((digest) => store.findTokenByDigest([digest])));
  const asked = proxy.sent().slice(before);
  expect(asked.split('jeton-look-up')).toHaveLength(2);
  for (const digest of digests) expect(asked).toContain(digest.toString('hex'));
});

test('too many queries at once are refused at once, the others are answered', async () => {
  const store = await open(databaseUrl, 2);
  const ends = await Promise.allSettled(Array.from({ length: 1_500 }, () => store.readSetting('n')));
  const refused = ends.filter(({ status }) => status === 'rejected');
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThanOrEqual(500);
  for (const end of refused) expect(end).toMatchObject({ reason: { code: 'store_unavailable' } });
});

test('no error repeats the password', async () => {
  const wrong = databaseUrl.replace('%2F', '%2Fwrong');
  const missing = databaseUrl.replace(/\/[^/]*$/, '/no_such_database');
  for (const url of [wrong, missing]) {
    const error: unknown = await openStore({ databaseUrl: url }).catch((reason: unknown) => reason);
    expect(error).toMatchObject(unavailable);
    const { message, stack, cause } = error as Error & { cause: Error };
    const told = [message, stack, cause.message, cause.stack, JSON.stringify(error), JSON.stringify(cause)];
    for (const hidden of ['horse', postgresPassword]) expect(told.join()).not.toContain(hidden);
  }
});

test('sessions commit synchronously and read what is committed, whatever the role sets', async () => {
  await server.query("alter role postgres set synchronous_commit = 'off'");
  await server.query("alter role postgres set default_transaction_isolation = 'serializable'");
  const client = new Client(connectionSettings(databaseUrl));
  await client.connect();
  await prepareSession(client);
  const { rows } = await client.query(`select current_setting('synchronous_commit') as commit,
    current_setting('transaction_isolation') as isolation, current_setting('application_name') as name,
    current_setting('statement_timeout') as statement, current_setting('idle_in_transaction_session_timeout') as idle`);
  await client.end();
  await server.query('alter role postgres reset all');
  expect(rows).toEqual([
    { commit: 'on', isolation: 'read committed', name: 'jeton', statement: '5s', idle: '10s' },
  ]);
});

test('a database that is not in UTF-8 is refused', async () => {
  await server.query("create database latin template template0 encoding 'LATIN1'");
  const refused = openStore({ databaseUrl: databaseUrl.replace(/\/[^/]*$/, '/latin') });
  await expect(refused).rejects.toMatchObject({
    code: 'store_unavailable',
    message: expect.stringContaining('UTF8'),
  });
});

async function withWrites(work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('set default_transaction_read_only = off');
  await work(client);
  await client.end();
}
