import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { ChaosNode } from '../chaos/chaos-node.ts';
import { newDataDir, runJeton } from '../support/jeton-process.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';

const rootSecret = randomBytes(24).toString('base64url');
const authorization = `Bearer ${rootSecret}`;
/** What a busy machine may add to anything. */
const SLACK_MS = 20_000;

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.close());

async function openNodes(count: number, leaseMs: number) {
  const databaseUrl = await postgres.createDatabase();
  const root = dirname(newDataDir());
  const env = {
    JETON_KEY: randomBytes(32).toString('base64'),
    JETON_BOOTSTRAP_TOKEN: rootSecret,
    JETON_LEASE_MS: String(leaseMs),
  };
  const names = Array.from({ length: count }, (_none, index) => `n${index}`);
  const nodes = await Promise.all(names.map((name) => ChaosNode.open({ name, root, env, databaseUrl })));
  onTestFinished(async () => void (await Promise.all(nodes.map((node) => node.close()))));
  const query = (sql: string) => postgres.query(sql, new URL(databaseUrl).pathname.slice(1));
  return { nodes, query, env: { ...env, JETON_DATABASE_URL: databaseUrl } };
}

async function ask(node: ChaosNode | undefined, method: string, path: string, body?: unknown) {
  const answer = await node?.send(path, { method, headers: { authorization }, body });
  expect(answer?.status, JSON.stringify(answer?.json)).toBeLessThan(300);
  return answer?.json;
}

async function issueAt(node: ChaosNode | undefined, over: object = {}) {
  const body = { kind: 'access_token', name: 'for nodes', ...over };
  const { data, meta } = await ask(node, 'POST', '/api/v1/tokens', body);
  return { id: data.id as number, secret: meta.secret as string };
}

const verify = (node: ChaosNode | undefined, token: string) =>
  node?.send('/api/v1/tokens/verify', { method: 'POST', headers: { authorization }, body: { token } });

/** The states of all nodes but the one that is asked. */
async function others(node: ChaosNode | undefined) {
  const { data } = await ask(node, 'GET', '/api/v1/nodes');
  const all = data as readonly {
    readonly self: boolean;
    readonly id: string;
    readonly lease: { state: string };
  }[];
  return all.filter(({ self }) => !self).map(({ id, lease }) => ({ id, state: lease.state }));
}

it('lists a node as live, then as lapsed, then as fenced by a change, and anew when it is back', async () => {
  const { nodes } = await openNodes(2, 1_000);
  const [asked, stopped] = nodes;
  const token = await issueAt(asked);
  const [before] = await others(asked);
  expect(before?.state).toBe('held');
  stopped?.signal('SIGSTOP');
  await expect
    .poll(() => others(asked), { timeout: SLACK_MS })
    .toEqual([{ id: before?.id, state: 'lapsed' }]);
  await ask(asked, 'DELETE', `/api/v1/tokens/${token.id}`);
  await expect
    .poll(() => others(asked), { timeout: SLACK_MS })
    .toEqual([{ id: before?.id, state: 'fenced' }]);
  stopped?.signal('SIGCONT');
  await expect
    .poll(() => others(asked), { timeout: SLACK_MS })
    .toEqual([
      { id: before?.id, state: 'fenced' },
      { id: expect.not.stringMatching(before?.id ?? ''), state: 'held' },
    ]);
});

it('revokes on the command line no sooner than every node refuses', async () => {
  const leaseMs = 3_000;
  const { nodes, env } = await openNodes(1, leaseMs);
  const [node] = nodes;
  const start = { dataDir: newDataDir(), env };
  const [one, other] = [await issueAt(node), await issueAt(node)];
  for (const { secret } of [one, other]) expect((await verify(node, secret))?.json.valid).toBe(true);
  expect((await runJeton(['token', 'revoke', String(one.id)], start)).code).toBe(0);
  expect((await verify(node, one.secret))?.json).toMatchObject({ valid: false, reason: 'revoked' });
  for (const connection of node?.proxy.connections() ?? []) connection.hold('down');
  const begun = performance.now();
  expect((await runJeton(['token', 'revoke', String(other.id)], start)).code).toBe(0);
  expect((await verify(node, other.secret))?.json.valid).not.toBe(true);
  expect(performance.now() - begun).toBeGreaterThan(leaseMs);
});

it('tells in the log and as a metric that the database lost changes, with their numbers', async () => {
  const { nodes, query } = await openNodes(1, 1_000);
  const [node] = nodes;
  for (let round = 0; round < 3; round += 1)
    await ask(node, 'DELETE', `/api/v1/tokens/${(await issueAt(node)).id}`);
  const [{ last_number: last } = { last_number: 0 }] = await query(
    'select last_number::int from change_clock',
  );
  await query(`update change_clock set last_number = last_number - 2`);
  await query(`delete from change_log where number > ${Number(last) - 2}`);
  for (const connection of node?.proxy.connections() ?? []) connection.cut();
  await expect
    .poll(() => node?.output, { timeout: SLACK_MS })
    .toContain('the database lost committed changes');
  const line = node?.output.split('\n').find((text) => text.includes('lost committed'));
  expect(JSON.parse(line ?? '')).toMatchObject({ level: 50, from: Number(last) - 1, to: Number(last) });
  const metrics = await node?.send('/metrics');
  expect(metrics?.text).toContain('\njeton_lost_changes_total 2\n');
});

type Call = (secret: string, publicId: string) => readonly [method: string, path: string, body?: object];

it.each<readonly [string, object, Call]>([
  [
    'deleted in Unleash',
    { kind: 'unleash_admin_token' },
    (secret) => ['DELETE', `/api/admin/api-tokens/${encodeURIComponent(secret)}`],
  ],
  [
    'disabled in Dynatrace',
    { kind: 'dynatrace_api_token', scopes: ['apiTokens.read'], account: 1 },
    (_secret, publicId) => ['PUT', `/api/v2/apiTokens/${publicId}`, { enabled: false }],
  ],
  [
    'revoked with all of its account',
    { account: { username: 'holder' } },
    () => ['POST', '/api/v1/accounts/2/revoke-tokens', {}],
  ],
])(
  'answers that a token is %s, when another node has done so, no sooner than that is over',
  async (_name, over, call) => {
    const { nodes } = await openNodes(3, 2_000);
    const [one, other, silent] = nodes;
    await ask(one, 'POST', '/api/v1/accounts', { type: 'user', username: 'holder' });
    const { id, secret } = await issueAt(one, over);
    const { data } = await ask(one, 'GET', `/api/v1/tokens/${id}`);
    expect((await verify(silent, secret))?.json.valid).toBe(true);
    for (const connection of silent?.proxy.connections() ?? [])
      for (const direction of ['up', 'down'] as const) connection.hold(direction);
    const [method, path, body] = call(secret, data.public_id);
    const scheme = path.startsWith('/api/v2') ? 'Api-Token' : 'Bearer';
    const asked = { method, headers: { authorization: `${scheme} ${rootSecret}` }, body };
    const first = one?.send(path, asked);
    const isEnded = async () => (await ask(other, 'GET', `/api/v1/tokens/${id}`)).data.status !== 'active';
    await expect.poll(isEnded, { timeout: SLACK_MS, interval: 10 }).toBe(true);
    expect((await other?.send(path, asked))?.status).toBeLessThan(300);
    expect((await verify(silent, secret))?.json?.valid).not.toBe(true);
    expect((await first)?.status).toBeLessThan(300);
  },
);
