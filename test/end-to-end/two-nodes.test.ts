import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type JetonServer,
  jetonJson,
  newDataDir,
  runJeton,
  type Start,
  startJeton,
} from '../support/jeton-process.ts';
import { type PostgresServer, postgresPassword, startPostgres } from '../support/postgres-server.ts';

const rootSecret = randomBytes(24).toString('base64url');
let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.close());

/** What the nodes of one installation are started with; each gets a data directory of its own. */
async function newInstallation(): Promise<Start['env'] & object> {
  return {
    JETON_DATABASE_URL: await postgres.createDatabase(),
    JETON_KEY: randomBytes(32).toString('base64'),
    JETON_BOOTSTRAP_TOKEN: rootSecret,
  };
}

async function startTwoNodes(): Promise<readonly [JetonServer, JetonServer]> {
  const env = await newInstallation();
  return Promise.all([
    startJeton({ dataDir: newDataDir(), env }),
    startJeton({ dataDir: newDataDir(), env }),
  ]);
}

const asRoot = { authorization: `Bearer ${rootSecret}` };

async function ask(node: JetonServer, method: string, path: string, body?: unknown) {
  const answer = await node.send(`/api/v1${path}`, { method, headers: asRoot, body });
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.text === '' ? null : answer.json;
}

async function issueAt(node: JetonServer, over: object = {}) {
  const body = { kind: 'access_token', name: 'for two nodes', ...over };
  const { data, meta } = await ask(node, 'POST', '/tokens', body);
  return { id: data.id as number, secret: meta.secret as string };
}

async function isValidAt(node: JetonServer, token: string): Promise<boolean> {
  return (await ask(node, 'POST', '/tokens/verify', { token })).valid;
}

it('lets nodes start at once on an empty database: one schema, one administrator, no key made', async () => {
  const env = await newInstallation();
  const dataDirs = Array.from({ length: 4 }, newDataDir);
  const nodes = await Promise.all(dataDirs.map((dataDir) => startJeton({ dataDir, env })));
  for (const node of nodes) expect((await node.send('/api/v1/me', { headers: asRoot })).status).toBe(200);
  for (const dataDir of dataDirs) expect(existsSync(join(dataDir, 'key'))).toBe(false);
  const { data } = await jetonJson(['token', 'list'], { dataDir: newDataDir(), env });
  expect(data).toHaveLength(1);
});

it('accepts at once on one node what another issued, and refuses at once what another revoked', async () => {
  const [one, other] = await startTwoNodes();
  for (let round = 0; round < 20; round += 1) {
    const { id, secret } = await issueAt(one);
    expect(await isValidAt(other, secret)).toBe(true);
    expect(await isValidAt(one, secret)).toBe(true);
    await ask(one, 'DELETE', `/tokens/${id}`);
    expect(await isValidAt(other, secret)).toBe(false);
    expect(await isValidAt(one, secret)).toBe(false);
  }
});

it('accepts at once on one node a secret of any shape that another imported', async () => {
  const [one, other] = await startTwoNodes();
  const secret = `of-no-known-shape-${randomBytes(8).toString('hex')}`;
  expect(await isValidAt(other, secret)).toBe(false);
  await issueAt(one, { secret });
  expect(await isValidAt(other, secret)).toBe(true);
});

it('refuses at once on one node the tokens of an account that another blocked', async () => {
  const [one, other] = await startTwoNodes();
  const { data: account } = await ask(one, 'POST', '/accounts', { type: 'user', username: 'somebody' });
  const { secret } = await issueAt(one, { account: { username: account.username } });
  expect(await isValidAt(other, secret)).toBe(true);
  await ask(one, 'PATCH', `/accounts/${account.id}`, { state: 'blocked' });
  expect(await isValidAt(other, secret)).toBe(false);
});

it('adds up the uses of a token on all nodes', async () => {
  const env = await newInstallation();
  const [one, other] = [
    await startJeton({ dataDir: newDataDir(), env }),
    await startJeton({ dataDir: newDataDir(), env }),
  ];
  const { id, secret } = await issueAt(one);
  for (const node of [one, other, one, other, other]) expect(await isValidAt(node, secret)).toBe(true);
  // A verdict from memory tells what other nodes counted a moment later.
  let again = 0;
  const countedBefore = async () => {
    const { token } = await ask(one, 'POST', '/tokens/verify', { token: secret });
    again += 1;
    return token.usage_count - again;
  };
  await expect.poll(countedBefore, { timeout: 20_000 }).toBe(5);
  await other.stop();
  expect((await ask(one, 'GET', `/tokens/${id}`)).data.usage_count).toBe(5 + again);
});

it('counts every use once, however often the database goes away under load', async () => {
  const [one, other] = await startTwoNodes();
  const { id, secret } = await issueAt(one);
  const counts = { asked: 0, valid: 0 };
  let isOver = false;
  const callers = [one, other, one, other].map(async (node) => {
    while (!isOver) {
      counts.asked += 1;
      const request = { method: 'POST', headers: asRoot, body: { token: secret } };
      const { status, json } = await node.send('/api/v1/tokens/verify', request);
      expect([200, 503]).toContain(status);
      if (status !== 200) continue;
      expect(json.valid).toBe(true);
      counts.valid += 1;
    }
  });
  for (let round = 0; round < 5; round += 1) {
    const enough = counts.valid + 300;
    await expect.poll(() => counts.valid, { timeout: 20_000 }).toBeGreaterThan(enough);
    await postgres.stop('immediate');
    await postgres.start();
  }
  isOver = true;
  await Promise.all(callers);
  expect((await other.stop()).code).toBe(0);
  const { usage_count } = (await ask(one, 'GET', `/tokens/${id}`)).data;
  expect(usage_count).toBeGreaterThanOrEqual(counts.valid);
  expect(usage_count).toBeLessThanOrEqual(counts.asked);
});

it('answers 503 with Retry-After while the database is away, in every dialect, and goes on afterwards', async () => {
  const node = await startJeton({ dataDir: newDataDir(), env: await newInstallation() });
  const { secret } = await issueAt(node);
  await postgres.stop('immediate');
  // Until its lease ends the node answers from memory.
  const verify = { method: 'POST', headers: asRoot, body: { token: secret } };
  await expect
    .poll(async () => (await node.send('/api/v1/tokens/verify', verify)).status, { timeout: 10_000 })
    .toBe(503);
  const away = await Promise.all([
    node.send('/api/v1/tokens/verify', verify),
    node.send('/api/v4/admin/token', { method: 'POST', headers: asRoot, body: { token: secret } }),
    node.send('/api/admin/api-tokens/name', { headers: { authorization: rootSecret } }),
    node.send('/api/v2/apiTokens/lookup', {
      method: 'POST',
      headers: { authorization: `Api-Token ${rootSecret}` },
      body: { token: secret },
    }),
    node.send('/readyz'),
  ]);
  for (const { status, headers } of away) expect([status, headers['retry-after']]).toEqual([503, '1']);
  await postgres.start();
  expect(await isValidAt(node, secret)).toBe(true);
  const { stdout } = await node.stop();
  expect(stdout).toContain('the store does not answer');
  for (const hidden of [postgresPassword, encodeURIComponent(postgresPassword)])
    expect(stdout).not.toContain(hidden);
});

it('migrates by command while nodes run, says what is pending, and lets doctor find nothing wrong', async () => {
  const env = await newInstallation();
  const start = { dataDir: newDataDir(), env };
  const before = await runJeton(['migrate', '--check'], start);
  expect([before.code, before.stdout]).toEqual([1, expect.stringContaining('pending 0001-first-tables')]);
  expect((await runJeton(['migrate'], start)).code).toBe(0);
  expect((await runJeton(['migrate', '--check'], start)).code).toBe(0);
  await startJeton({ dataDir: newDataDir(), env });
  const doctor = await runJeton(['doctor'], start);
  expect(doctor.code, doctor.stdout).toBe(0);
  expect(doctor.stdout).toContain(`postgres://127.0.0.1:${postgres.port}/`);
  expect(doctor.stdout).not.toContain(encodeURIComponent(postgresPassword));
});

it('stops with one line that names the key when none is given, and without the password when the server is wrong', async () => {
  const { JETON_KEY: _, ...env } = await newInstallation();
  const keyless = await runJeton(['serve'], { dataDir: newDataDir(), env });
  expect(keyless).toMatchObject({ code: 1, stderr: expect.stringMatching(/^jeton: JETON_KEY .*\n$/) });
  const JETON_DATABASE_URL = env.JETON_DATABASE_URL?.replace('%2F', '%2Fwrong') ?? '';
  const refused = await runJeton(['serve'], {
    dataDir: newDataDir(),
    env: { ...env, JETON_KEY: randomBytes(32).toString('base64'), JETON_DATABASE_URL },
  });
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(/^jeton: .*authentication.*\n$/) });
  for (const { stderr, stdout } of [keyless, refused]) expect(stderr + stdout).not.toContain('horse');
});
