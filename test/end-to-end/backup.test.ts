import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type JetonServer, jetonJson, newDataDir, runJeton, startJeton } from '../support/jeton-process.ts';

const rootSecret = 'the-first-administrators-secret';
const asRoot = { authorization: `Bearer ${rootSecret}` };
const env = { JETON_BOOTSTRAP_TOKEN: rootSecret };

async function issueAt(server: JetonServer): Promise<string> {
  const body = { kind: 'access_token', name: 'to be kept' };
  const { json } = await server.send('/api/v1/tokens', { method: 'POST', headers: asRoot, body });
  return json.meta.secret;
}

async function verifyAt(server: JetonServer, token: string) {
  const body = { token };
  return (await server.send('/api/v1/tokens/verify', { method: 'POST', headers: asRoot, body })).json;
}

it('backs a server up under load: what was acknowledged before is all there, its uses counted', async () => {
  const dataDir = newDataDir();
  const server = await startJeton({ dataDir, env });
  const secrets: string[] = [];
  let isOver = false;
  const load = [1, 2, 3].map(async () => {
    while (!isOver) {
      const secret = await issueAt(server);
      secrets.push(secret);
    }
  });
  await expect.poll(() => secrets.length, { timeout: 20_000 }).toBeGreaterThan(30);
  const used = secrets[0]!;
  for (let uses = 0; uses < 3; uses += 1) expect((await verifyAt(server, used)).valid).toBe(true);
  const before = [...secrets];
  const file = join(dataDir, '../backup.db');
  const made = await jetonJson(['backup', file], { dataDir });
  isOver = true;
  await Promise.all(load);
  expect(made).toMatchObject({ file, holds_key: false, accounts: 1 });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(dataDir, '..')).filter((name) => name.endsWith('.partial'))).toEqual([]);
  await server.stop();

  const elsewhere = newDataDir();
  const key = readFileSync(join(dataDir, 'key'), 'utf8').trim();
  const start = { dataDir: elsewhere, env: { JETON_KEY: key } };
  expect(await jetonJson(['restore', file], start)).toMatchObject({ tokens: made.tokens, set_aside: null });
  const restored = await startJeton(start);
  for (const secret of before) expect((await verifyAt(restored, secret)).valid).toBe(true);
  expect((await verifyAt(restored, used)).token.usage_count).toBe(5);
});

it('overwrites no file, and no store unless it is told to', async () => {
  const dataDir = newDataDir();
  const { data: first } = await jetonJson(['account', 'create', '--username', 'first'], { dataDir, env });
  const file = join(dataDir, '../backup.db');
  await jetonJson(['backup', file], { dataDir });
  const again = await runJeton(['backup', file], { dataDir });
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('overwrites nothing')]);
  await jetonJson(['account', 'create', '--username', 'second'], { dataDir });
  const refused = await runJeton(['restore', file], { dataDir });
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('--force')]);

  mkdirSync(join(dataDir, 'usage'), { recursive: true });
  writeFileSync(join(dataDir, 'usage', 'of-the-old-life.uses'), '');
  const done = await jetonJson(['restore', file, '--force'], { dataDir });
  expect(done.journals_set_aside).toBe(1);
  const { data } = await jetonJson(['account', 'list'], { dataDir });
  expect(data.map(({ username }: { username: string }) => username)).not.toContain('second');
  expect(data.map(({ id }: { id: number }) => id)).toContain(first.id);
  copyFileSync(done.set_aside, join(dataDir, 'jeton.db'));
  const former = await jetonJson(['account', 'list'], { dataDir });
  expect(former.data.map(({ username }: { username: string }) => username)).toContain('second');
});

it('restores nothing while a server runs, without the key, with another key, or from a damaged file', async () => {
  const dataDir = newDataDir();
  const server = await startJeton({ dataDir, env });
  const file = join(dataDir, '../backup.db');
  await jetonJson(['backup', file], { dataDir });
  const restore = (from: string, to: string, key = '') =>
    runJeton(['restore', from, '--force'], { dataDir: to, env: { JETON_KEY: key } });
  expect((await restore(file, dataDir)).stderr).toContain('stop it first');
  await server.stop();
  expect((await restore(file, newDataDir())).stderr).toContain('does not hold its key');
  const otherKey = Buffer.alloc(32, 9).toString('base64');
  expect((await restore(file, newDataDir(), otherKey)).stderr).toContain('not the one');
  const bytes = readFileSync(file);
  const damaged = join(dataDir, '../damaged.db');
  writeFileSync(damaged, Buffer.concat([bytes.subarray(0, 8192), Buffer.alloc(bytes.length - 8192, 0x5a)]));
  for (const bad of [damaged, join(dataDir, 'key'), join(dataDir, 'nowhere')]) {
    const ended = await restore(bad, newDataDir(), readFileSync(join(dataDir, 'key'), 'utf8').trim());
    expect([ended.code, ended.stderr]).toEqual([1, expect.not.stringContaining('unexpected')]);
  }
});

it('makes a backup that needs nothing else, when it is told to put the key in', async () => {
  const dataDir = newDataDir();
  const server = await startJeton({ dataDir, env });
  const file = join(dataDir, '../whole.db');
  expect(await jetonJson(['backup', file, '--with-key'], { dataDir })).toMatchObject({ holds_key: true });
  await server.stop();
  const elsewhere = newDataDir();
  await jetonJson(['restore', file], { dataDir: elsewhere });
  const key = readFileSync(join(dataDir, 'key'), 'utf8').trim();
  expect(readFileSync(join(elsewhere, 'key'), 'utf8').trim()).toBe(key);
  expect(statSync(join(elsewhere, 'key')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(elsewhere, 'jeton.db')).includes(key)).toBe(false);
  const restored = await startJeton({ dataDir: elsewhere });
  expect((await restored.send('/api/v1/me', { headers: asRoot })).status).toBe(200);
});
