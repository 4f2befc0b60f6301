import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { newDataDir, runJeton, startJeton } from '../support/jeton-process.ts';

const issue = ['token', 'issue', '--kind', 'access_token', '--name', 'back in', '--scope', '*'];

async function getBackIn(dataDir: string): Promise<string> {
  const { code, stdout, stderr } = await runJeton(issue, { dataDir });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^jtn_\w+\n$/);
  expect(stderr).not.toContain(stdout.trim());
  return stdout.trim();
}

it('lets an administrator who lost the token back in, while the server runs', async () => {
  const dataDir = newDataDir();
  const server = await startJeton({ dataDir });
  rmSync(join(dataDir, 'admin-token'));
  const secret = await getBackIn(dataDir);
  const answer = await server.send('/api/v1/tokens', { headers: { authorization: `Bearer ${secret}` } });
  expect(answer.status).toBe(200);
});

it('lets an administrator who lost the token back in, while no server runs', async () => {
  const dataDir = newDataDir();
  await (await startJeton({ dataDir })).stop();
  const secret = await getBackIn(dataDir);
  const server = await startJeton({ dataDir });
  const answer = await server.send('/api/v1/me', { headers: { authorization: `Bearer ${secret}` } });
  expect(answer.json.data.account.username).toBe('root');
});
