import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type JetonServer, jetonJson, newDataDir, runJeton, startJeton } from '../support/jeton-process.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.close());

const rootSecret = randomBytes(24).toString('base64url');
const asRoot = { authorization: `Bearer ${rootSecret}` };

async function issueAt(server: JetonServer): Promise<string> {
  const body = { kind: 'access_token', name: 'to be kept' };
  const answer = await server.send('/api/v1/tokens', { method: 'POST', headers: asRoot, body });
  if (answer.status !== 201) throw new Error(answer.text + server.stdout());
  return answer.json.meta.secret;
}

async function isValidAt(server: JetonServer, token: string): Promise<boolean> {
  const body = { token };
  return (await server.send('/api/v1/tokens/verify', { method: 'POST', headers: asRoot, body })).json.valid;
}

it('changes the key of a running server with no verification refused, and starts with the new one alone', async () => {
  const start = { dataDir: newDataDir(), env: { JETON_BOOTSTRAP_TOKEN: rootSecret } };
  const keyFile = join(start.dataDir, 'key');
  const server = await startJeton(start);
  const secrets = await Promise.all([1, 2, 3, 4].map(() => issueAt(server)));
  const formerKey = readFileSync(keyFile, 'utf8').trim();
  let isOver = false;
  let verified = 0;
  const load = secrets.map(async (secret) => {
    while (!isOver) {
      expect(await isValidAt(server, secret)).toBe(true);
      verified += 1;
    }
  });
  const rotated = await jetonJson(['key', 'rotate'], start);
  expect(rotated).toMatchObject({ key_number: 2, changing: true });
  const enough = verified + 50;
  await expect.poll(() => verified, { timeout: 20_000 }).toBeGreaterThan(enough);
  isOver = true;
  await Promise.all(load);
  expect(await jetonJson(['key', 'status'], start)).toMatchObject({ changing: true });
  expect(readFileSync(keyFile, 'utf8').trim().split('\n')).toHaveLength(2);
  expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  await expect
    .poll(async () => (await jetonJson(['key', 'status'], start)).records_left, { timeout: 20_000 })
    .toEqual({ live: 0, ended: 0 });
  expect(await jetonJson(['key', 'rotate', '--finish'], start)).toMatchObject({ changing: false });
  await server.stop();
  const key = readFileSync(keyFile, 'utf8').trim();
  expect([key.length, key.includes(formerKey)]).toEqual([44, false]);
  const later = await startJeton(start);
  for (const secret of [...secrets, rootSecret]) expect(await isValidAt(later, secret)).toBe(true);
});

it('changes the key of several nodes once all have both, and refuses a node without one of them', async () => {
  const [former, fresh] = [randomBytes(32), randomBytes(32)].map((key) => key.toString('base64'));
  const JETON_DATABASE_URL = await postgres.createDatabase();
  const env = { JETON_DATABASE_URL, JETON_BOOTSTRAP_TOKEN: rootSecret, JETON_KEY: `${former},${fresh}` };
  const [one, other] = await Promise.all([
    startJeton({ dataDir: newDataDir(), env }),
    startJeton({ dataDir: newDataDir(), env }),
  ]);
  const early = await issueAt(one);
  const command = { dataDir: newDataDir(), env };
  const careless = await runJeton(['key', 'rotate'], command);
  expect([careless.code, careless.stderr]).toEqual([1, expect.stringContaining('2 other nodes run')]);
  await jetonJson(['key', 'rotate', '--all-nodes-have-both'], command);
  const late = await issueAt(other);
  for (const node of [one, other, one])
    for (const secret of [early, late, rootSecret]) expect(await isValidAt(node, secret)).toBe(true);
  await expect
    .poll(
      async () => {
        for (const secret of [early, late]) expect(await isValidAt(one, secret)).toBe(true);
        return (await jetonJson(['key', 'status'], command)).records_left.live;
      },
      { timeout: 30_000 },
    )
    .toBe(0);
  for (const JETON_KEY of [former ?? '', fresh ?? '']) {
    const ended = await runJeton(['serve', '--port', '0'], {
      dataDir: newDataDir(),
      env: { ...env, JETON_KEY },
    });
    expect([ended.code, ended.stderr]).toEqual([1, expect.stringContaining('key')]);
  }
  await jetonJson(['key', 'rotate', '--finish'], command);
  const last = await startJeton({ dataDir: newDataDir(), env: { ...env, JETON_KEY: fresh ?? '' } });
  for (const secret of [early, late, rootSecret]) expect(await isValidAt(last, secret)).toBe(true);
});
