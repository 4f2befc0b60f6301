import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { newDataDir, runJeton, type Start, startJeton } from '../support/jeton-process.ts';

interface Finding {
  readonly check: string;
  readonly passed: boolean;
  readonly advice: string | null;
}

async function seeDoctor(start: Start) {
  const { code, stdout } = await runJeton(['doctor', '--json'], start);
  const { data }: { data: Finding[] } = JSON.parse(stdout);
  return { code, failed: data.filter(({ passed }) => !passed), checks: data.map(({ check }) => check) };
}

it('finds nothing wrong before the first start, and makes nothing', async () => {
  const dataDir = newDataDir();
  expect(await seeDoctor({ dataDir })).toMatchObject({ code: 0, failed: [] });
  expect(existsSync(dataDir)).toBe(false);
});

it('finds nothing wrong while a server runs, nor after it was stopped or killed', async () => {
  const dataDir = newDataDir();
  const first = await startJeton({ dataDir });
  expect(await seeDoctor({ dataDir })).toMatchObject({ code: 0, failed: [] });
  await first.stop();
  const stopped = await seeDoctor({ dataDir });
  expect(stopped).toMatchObject({ code: 0, failed: [] });
  expect(stopped.checks).toEqual(
    expect.arrayContaining(['configuration', 'data directory', 'key', 'database', 'clock', 'server']),
  );
  const second = await startJeton({ dataDir });
  await second.kill();
  expect(await seeDoctor({ dataDir })).toMatchObject({ code: 0, failed: [] });
});

it('names what is wrong and what to do', async () => {
  const dataDir = newDataDir();
  await (await startJeton({ dataDir })).stop();
  const checkOf = async (start: Start) => {
    const { code, failed } = await seeDoctor(start);
    expect(code).toBe(1);
    expect(failed.every(({ advice }) => advice !== null)).toBe(true);
    return failed.map(({ check }) => check);
  };
  expect(await checkOf({ dataDir, env: { JETON_PORT: 'x' } })).toEqual(['configuration']);
  expect(await checkOf({ dataDir, env: { JETON_KEY: randomBytes(32).toString('base64') } })).toEqual(['key']);
  chmodSync(join(dataDir, 'key'), 0o644);
  expect(await checkOf({ dataDir })).toEqual(['key file']);
  chmodSync(dataDir, 0o755);
  rmSync(join(dataDir, 'key'));
  expect(await checkOf({ dataDir })).toEqual(['data directory', 'key']);
});

it('migrates a store, and says beforehand what is pending', async () => {
  const start = { dataDir: newDataDir() };
  const before = await runJeton(['migrate', '--check'], start);
  expect(before.code).toBe(1);
  expect(before.stdout).toMatch(/^pending /);
  expect((await runJeton(['migrate'], start)).stdout).toMatch(/^applied /);
  expect(await runJeton(['migrate', '--check'], start)).toMatchObject({
    code: 0,
    stdout: 'The schema is up to date.\n',
  });
});
