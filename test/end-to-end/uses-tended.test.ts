import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { newDataDir, runJeton, type Start, startJeton } from '../support/jeton-process.ts';

const env = { JETON_BOOTSTRAP_TOKEN: 'root-secret-of-this-test' };
const headers = { authorization: `Bearer ${env.JETON_BOOTSTRAP_TOKEN}` };

/** Uses root's token so many times and kills the server before they are in the database. */
async function useAndKill(start: Start, times: number): Promise<void> {
  const server = await startJeton(start);
  for (let used = 0; used < times; used += 1)
    expect((await server.send('/api/v1/me', { headers })).status).toBe(200);
  await server.kill();
}

async function usesOfRoot(start: Start): Promise<number> {
  const { stdout } = await runJeton(['token', 'show', '1', '--json'], start);
  return JSON.parse(stdout).data.usage_count;
}

async function failuresOf(start: Start): Promise<readonly string[]> {
  const { data } = JSON.parse((await runJeton(['doctor', '--json'], start)).stdout);
  return data
    .filter(({ passed }: { passed: boolean }) => !passed)
    .map(({ check }: { check: string }) => check);
}

function askStore({ dataDir }: Start, sql: string) {
  const database = new DatabaseSync(join(dataDir, 'jeton.db'));
  const row = database.prepare(sql).get();
  database.close();
  return row;
}

const usage = ({ dataDir }: Start) => readdirSync(join(dataDir, 'usage'));

it('a journal that the database does not know is set aside, found by doctor, and counted once by command', async () => {
  const [one, other] = [
    { dataDir: newDataDir(), env },
    { dataDir: newDataDir(), env },
  ];
  await useAndKill(one, 5);
  await useAndKill(other, 1);
  const [journal = ''] = usage(one);
  renameSync(join(one.dataDir, 'usage', journal), join(other.dataDir, 'usage', journal));
  const brought = join(other.dataDir, 'usage', `${journal}.unknown`);
  const server = await startJeton(other);
  expect(server.stdout()).toContain('set aside');
  expect(await failuresOf(other)).toEqual(['uses set aside']);
  expect(await runJeton(['uses', 'recover', brought], other)).toMatchObject({ code: 1 });
  await server.stop();
  const recovered = await runJeton(['uses', 'recover', brought], other);
  expect(recovered).toMatchObject({ code: 0, stdout: `${brought}: 5 uses recovered\n` });
  expect(await usesOfRoot(other)).toBe(6);
  expect(usage(other)).toEqual([]);
  expect(await failuresOf(other)).toEqual([]);
});

it('a journal whose file is gone is told at the start, and given up by command', async () => {
  const start = { dataDir: newDataDir(), env };
  const first = await startJeton(start);
  await first.send('/api/v1/me', { headers });
  const counted = () => askStore(start, 'select count as n from token_use')?.n;
  await expect.poll(counted, { timeout: 20_000 }).toBe(1);
  await first.kill();
  const [journal = ''] = usage(start);
  renameSync(join(start.dataDir, 'usage', journal), join(start.dataDir, journal));
  const second = await startJeton(start);
  expect(second.stdout()).toContain('are gone from this data directory');
  await second.stop();
  expect(await failuresOf(start)).toEqual([]);
  askStore(start, 'update use_journal set told_at = 1');
  expect(await failuresOf(start)).toEqual(['uses left behind']);
  const id = journal.replace('.uses', '');
  expect(await runJeton(['uses', 'abandon', id], start)).toMatchObject({
    code: 0,
    stdout: `${id} is given up\n`,
  });
  expect(await runJeton(['uses', 'abandon', id], start)).toMatchObject({ code: 1 });
  const third = await startJeton(start);
  expect(third.stdout()).not.toContain('are gone');
});
