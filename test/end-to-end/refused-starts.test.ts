import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Ended, newDataDir, runJeton, type Start, startJeton } from '../support/jeton-process.ts';

const serve = (start: Start): Promise<Ended> =>
  runJeton(['serve', '--port', '0', ...(start.args ?? [])], start);

function expectOneLine({ code, stdout, stderr }: Ended, words: string | RegExp): void {
  expect(code).toBe(1);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(stderr).toMatch(words);
  expect(stdout).not.toContain('Jeton listening');
}

it('refuses a second server on the same data directory, and leaves the first alone', async () => {
  const dataDir = newDataDir();
  const first = await startJeton({ dataDir });
  expectOneLine(await serve({ dataDir }), dataDir);
  expect((await first.send('/livez')).status).toBe(200);
});

it('refuses a second server on the same database, when each has a data directory of its own', async () => {
  const env = {
    JETON_DATABASE_URL: `sqlite:${join(newDataDir(), '..', 'elsewhere.db')}`,
    JETON_KEY: randomBytes(32).toString('base64'),
  };
  const first = await startJeton({ dataDir: newDataDir(), env });
  expectOneLine(await serve({ dataDir: newDataDir(), env }), 'elsewhere.db is in use');
  expect((await first.send('/livez')).status).toBe(200);
});

it('takes over from a server that was killed', async () => {
  const dataDir = newDataDir();
  await (await startJeton({ dataDir })).kill();
  const again = await startJeton({ dataDir });
  expect((await again.send('/readyz')).status).toBe(200);
  expect((await runJeton(['token', 'list'], { dataDir })).code).toBe(0);
});

it('refuses a store whose key is missing, and makes no new one', async () => {
  const dataDir = newDataDir();
  const server = await startJeton({ dataDir });
  await server.stop();
  rmSync(join(dataDir, 'key'));
  expectOneLine(await serve({ dataDir }), /key is missing: put the key back/);
  expect(existsSync(join(dataDir, 'key'))).toBe(false);
});

it('refuses a wrong key at the start', async () => {
  const dataDir = newDataDir();
  await (await startJeton({ dataDir })).stop();
  const env = { JETON_KEY: randomBytes(32).toString('base64') };
  expectOneLine(await serve({ dataDir, env }), /key is not the one/);
  await startJeton({ dataDir });
});

it('names the port that another program has', async () => {
  const dataDir = newDataDir();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as { port: number };
  const ended = await serve({ dataDir, args: ['--port', String(port)] });
  other.close();
  expectOneLine(ended, `127.0.0.1:${port} is in use`);
});

it.each([
  ['JETON_PORT', 'http'],
  ['JETON_KEY', 'not a key'],
  ['JETON_DATABASE_URL', 'mysql://localhost/jeton'],
  ['JETON_BOOTSTRAP_TOKEN', 'short'],
  ['JETON_TRUSTED_PROXIES', '10.0.0.0/99'],
  ['JETON_LOG_LEVEL', 'loud'],
  ['JETON_WORKERS', '0'],
])('stops with one line that names %s when it is %j', async (name, value) => {
  const { JETON_PORT, ...env } = { [name]: value } as Record<string, string>;
  const ended = await runJeton(['serve'], {
    dataDir: newDataDir(),
    env: { ...env, JETON_PORT: JETON_PORT ?? '0' },
  });
  expectOneLine(ended, name);
});

it('names two settings that contradict each other', async () => {
  const env = { JETON_KEY: randomBytes(32).toString('base64'), JETON_KEY_FILE: '/nowhere' };
  expectOneLine(await serve({ dataDir: newDataDir(), env }), /JETON_KEY .*JETON_KEY_FILE/);
});

it('takes a mistaken option for wrong usage', async () => {
  const ended = await runJeton(['serve', '--port', 'http'], { dataDir: newDataDir() });
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain('--port');
});

it('makes no store for a command that only looks: "not ours" would be a wrong answer', async () => {
  const dataDir = newDataDir();
  for (const args of [
    ['identify', 'jtn_whatever'],
    ['token', 'list'],
    ['account', 'list'],
  ]) {
    const { code, stderr } = await runJeton(args, { dataDir });
    expect(code).toBe(1);
    expect(stderr).toContain(`there is no store in ${dataDir}`);
  }
  expect(existsSync(dataDir)).toBe(false);
});

it('says of a misspelled setting that it is none', async () => {
  const server = await startJeton({ dataDir: newDataDir(), env: { JETON_GITLAB_TOKEN_PREFX: 'acme-' } });
  const { stdout } = await server.stop();
  expect(stdout).toContain('"name":"JETON_GITLAB_TOKEN_PREFX"');
});
