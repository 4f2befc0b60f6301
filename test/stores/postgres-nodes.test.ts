import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { RecordCache } from '../../src/core/cache/record-cache.ts';
import type { Following } from '../../src/core/nodes/following.ts';
import type { Store } from '../../src/core/store.ts';
import { IrregularSecrets } from '../../src/core/token/irregular-secrets.ts';
import type { Fingerprint } from '../../src/core/token/token-digest.ts';
import { openStore } from '../../src/stores/open-store.ts';
import type { NodeOptions } from '../../src/stores/postgres/nodes/create-node.ts';
import { type FaultProxy, openFaultProxy } from '../chaos/fault-proxy.ts';
import { openCutProxy } from '../support/cut-proxy.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { addAccount, addResource, anEvent, anIssue, aToken, issue, noon } from '../support/store-fixtures.ts';

const LEASE_MS = 800;
const WAIT_MS = LEASE_MS * 1.1;
/** What a busy machine may add to anything. */
const SLACK_MS = 5_000;
const unavailable = { name: 'AuthorityError', code: 'store_unavailable' };

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.close());

let databaseUrl: string;
beforeEach(async () => {
  databaseUrl = await server.createDatabase();
});

interface Node {
  readonly store: Store;
  readonly cache: RecordCache;
  readonly following: Following;
  readonly proxy: FaultProxy;
}

async function openNode(node: Partial<NodeOptions> = {}, poolMax = 6): Promise<Node> {
  const proxy = await openFaultProxy(server.port);
  onTestFinished(() => proxy.close());
  const store = await openStore({
    databaseUrl: databaseUrl.replace(`:${server.port}/`, `:${proxy.port}/`),
    poolMax,
    node: { leaseMs: LEASE_MS, ...node },
  });
  onTestFinished(() => store.close());
  const cache = new RecordCache({ tokensMax: 100, irregular: new IrregularSecrets(10) });
  if (store.follow === null) throw new Error('it is alone');
  return { store, cache, following: await store.follow(cache), proxy };
}

function isolate({ proxy }: Node): void {
  proxy.refuse(true);
  for (const connection of proxy.connections())
    for (const direction of ['up', 'down'] as const) connection.hold(direction);
}

/** As a network that is back: what it held is lost with its connections. */
function reconnect({ proxy }: Node): void {
  proxy.refuse(false);
  for (const connection of proxy.connections()) connection.cut();
}

function revoke({ store }: Node, tokenId: number) {
  const audit = anEvent({ type: 'token_revoked' });
  return store.change.revokeToken({ tokenId, at: noon, reason: null, blockAccount: false, audit });
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
}

const query = (sql: string) => server.query(sql, new URL(databaseUrl).pathname.slice(1));
const idOf = async ({ following }: Node) =>
  (await following.listNodes()).nodes.find(({ isSelf }) => isSelf)?.id;

test('a node that cannot reach the database has no lease soon, is refused one within a bound, and goes on afterwards', async () => {
  const node = await openNode();
  expect(node.following.holdsLease()).toBe(true);
  isolate(node);
  await expect.poll(() => node.following.holdsLease(), { timeout: SLACK_MS, interval: 10 }).toBe(false);
  const waited = await timed(() => expect(node.following.awaitLease()).rejects.toMatchObject(unavailable));
  expect(waited).toBeGreaterThan(200);
  expect(waited).toBeLessThan(SLACK_MS);
  reconnect(node);
  await expect.poll(() => node.following.holdsLease(), { timeout: 2 * SLACK_MS }).toBe(true);
});

test('a node that says nothing costs a change one wait, once; it is fenced, and joins anew when it is back', async () => {
  const [changer, silent] = [await openNode(), await openNode()];
  const tokens = [await issue(changer.store), await issue(changer.store)];
  const before = await idOf(silent);
  isolate(silent);
  const first = await timed(() => revoke(changer, tokens[0] ?? 0));
  expect(first).toBeGreaterThan(WAIT_MS * 0.95);
  const fenced = async () =>
    (await changer.following.listNodes()).nodes.filter(({ isFenced }) => isFenced).map(({ id }) => id);
  await expect.poll(fenced, { timeout: SLACK_MS }).toEqual([before]);
  const second = await timed(() => revoke(changer, tokens[1] ?? 0));
  expect(second).toBeLessThan(WAIT_MS * 0.9);
  reconnect(silent);
  await expect.poll(() => silent.following.holdsLease(), { timeout: 2 * SLACK_MS }).toBe(true);
  expect(await idOf(silent)).not.toBe(before);
  expect(silent.cache.applied).toBe(changer.cache.applied);
});

test('a node that has left is waited for by nobody', async () => {
  const [changer, leaving] = [await openNode({ leaseMs: 5_000 }), await openNode({ leaseMs: 5_000 })];
  const id = await issue(changer.store);
  await leaving.following.leave();
  expect(leaving.following.holdsLease()).toBe(false);
  isolate(leaving);
  expect((await changer.following.listNodes()).nodes).toHaveLength(1);
  expect(await timed(() => revoke(changer, id))).toBeLessThan(4_000);
});

test('a revocation is applied on every node when it returns', async () => {
  const [changer, other] = [await openNode(), await openNode()];
  for (let round = 0; round < 20; round += 1) {
    const id = await issue(changer.store);
    const answer = await revoke(changer, id);
    expect(other.cache.applied).toBeGreaterThanOrEqual((answer as { number?: number }).number ?? Number.NaN);
  }
});

test.each([
  ['token', 'revoked_at', 'null'],
  ['token', 'scopes', "'[]'"],
  ['token', 'expires_at', '7'],
  ['token', 'disabled_at', 'null'],
  ['token', 'allowed_ips', 'null'],
  ['account', 'blocked_at', 'null'],
  ['account', 'role', "'admin'"],
  ['resource', 'path', "'elsewhere'"],
])('who sets %s.%s past Jeton is refused', async (table, column, value) => {
  const { store } = await openNode();
  await issue(store);
  await addOthers(store);
  await expect(query(`update ${table} set ${column} = ${value}`)).rejects.toThrow(
    'changed through Jeton only',
  );
  await expect(query(`delete from ${table}`)).rejects.toThrow();
  await query(`update ${table} set name = 'renamed by hand'`);
});

async function addOthers(store: Store): Promise<void> {
  await addAccount(store);
  await addResource(store);
}

test('a database that lost changes is told with their numbers, and nothing is remembered from before', async () => {
  const lost: (readonly [number, number])[] = [];
  const node = await openNode({ onHistoryLost: (from, to) => lost.push([from, to]) });
  for (let round = 0; round < 3; round += 1) await revoke(node, await issue(node.store));
  const { applied, epoch } = node.cache;
  await query(`update change_clock set last_number = ${applied - 2}`);
  await query(`delete from change_log where number > ${applied - 2}`);
  reconnect(node);
  await expect.poll(() => lost, { timeout: SLACK_MS }).toEqual([[applied - 1, applied]]);
  await expect.poll(() => node.following.holdsLease(), { timeout: SLACK_MS }).toBe(true);
  expect([node.cache.applied, node.cache.epoch > epoch]).toEqual([applied - 2, true]);
});

test('a node that missed changes which the log does not hold any more forgets everything', async () => {
  const [changer, missing] = [await openNode(), await openNode()];
  const token = aToken();
  const issued = await changer.store.change.issueToken(anIssue(token));
  const fingerprint = 'of-a-token' as unknown as Fingerprint;
  const { details, asOf } = await missing.store.findTokenByDigest([token.digest]);
  if (details === null || issued.outcome !== 'issued') throw new Error('not issued');
  missing.cache.remember(fingerprint, details, { asOf, epoch: missing.cache.epoch });
  expect(missing.cache.find(fingerprint)).not.toBeNull();
  isolate(missing);
  await revoke(changer, issued.tokenId);
  for (let round = 0; round < 3; round += 1) await revoke(changer, await issue(changer.store));
  await query('delete from change_log where number < (select max(number) from change_log)');
  reconnect(missing);
  await expect.poll(() => missing.cache.applied, { timeout: 2 * SLACK_MS }).toBe(changer.cache.applied);
  expect(missing.cache.find(fingerprint)).toBeNull();
});

/** Revokes a token over a connection that breaks at the commit. */
async function revokeOverBrokenCommit(when: 'before it arrives' | 'before it is answered') {
  const proxy = await openCutProxy(server.port);
  onTestFinished(() => proxy.close());
  const store = await openStore({ databaseUrl: databaseUrl.replace(`:${server.port}/`, `:${proxy.port}/`) });
  onTestFinished(() => store.close());
  const tokenId = await issue(store);
  const audit = anEvent({ type: 'token_revoked' });
  proxy.cutAt('commit', when);
  return store.change.revokeToken({ tokenId, at: noon, reason: null, blockAccount: false, audit });
}

test('a revocation whose commit was not answered is found in the log, and succeeds', async () => {
  expect(await revokeOverBrokenCommit('before it is answered')).toMatchObject({ outcome: 'revoked' });
  expect(await query('select count(*)::int as made from change_log where subjects <> $$$$')).toEqual([
    { made: 1 },
  ]);
});

test('a revocation whose commit did not arrive is not told as made', async () => {
  await expect(revokeOverBrokenCommit('before it arrives')).rejects.toMatchObject(unavailable);
  expect(await query('select revoked_at from token')).toEqual([{ revoked_at: null }]);
});

test('a change whose database is gone right after the commit is over after the wait', async () => {
  let isStopping = false;
  const changer = await openNode({
    async pauseAt(point) {
      if (point !== 'between commit and members' || !isStopping) return;
      isStopping = false;
      await server.stop('immediate');
    },
  });
  const id = await issue(changer.store);
  isStopping = true;
  const taken = await timed(async () =>
    expect(await revoke(changer, id)).toMatchObject({ outcome: 'revoked' }),
  );
  await server.start();
  expect(taken).toBeGreaterThan(WAIT_MS * 0.95);
  expect(taken).toBeLessThan(WAIT_MS + SLACK_MS);
});

test('a node with the fewest connections changes, looks up and follows at once', async () => {
  const [narrow, other] = [await openNode({}, 2), await openNode()];
  const tokens = Array.from({ length: 30 }, () => aToken());
  await Promise.all(
    tokens.flatMap((token) => [
      narrow.store.change.issueToken(anIssue(token)),
      narrow.store.findTokenByDigest([randomBytes(32)]),
      narrow.store.ping(),
    ]),
  );
  const found = await Promise.all(tokens.map(({ digest }) => narrow.store.findTokenByDigest([digest])));
  await Promise.all(found.map(({ details }) => revoke(narrow, details?.token.id ?? 0)));
  expect(narrow.cache.applied).toBe(30);
  expect(other.cache.applied).toBe(30);
  expect(narrow.following.holdsLease()).toBe(true);
});
