import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { jetonJson, newDataDir, runJeton, startJeton } from '../support/jeton-process.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.close());

const rootSecret = randomBytes(24).toString('base64url');
const asRoot = { authorization: `Bearer ${rootSecret}` };

it('moves an installation that was killed from SQLite to PostgreSQL: its tokens and every use of them', async () => {
  const dataDir = newDataDir();
  const server = await startJeton({ dataDir, env: { JETON_BOOTSTRAP_TOKEN: rootSecret } });
  const issue = { method: 'POST', headers: asRoot, body: { kind: 'access_token', name: 'moved' } };
  const token = (await server.send('/api/v1/tokens', issue)).json.meta.secret;
  const verify = { method: 'POST', headers: asRoot, body: { token } };
  for (let uses = 0; uses < 7; uses += 1) await server.send('/api/v1/tokens/verify', verify);
  await server.kill();
  const file = join(dataDir, '../export.ndjson');
  const exported = await jetonJson(['export', file], { dataDir });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  for (const secret of [token, rootSecret]) expect(readFileSync(file, 'utf8')).not.toContain(secret);

  const databaseUrl = await postgres.createDatabase();
  const key = readFileSync(join(dataDir, 'key'), 'utf8').trim();
  const start = { dataDir: newDataDir(), env: { JETON_DATABASE_URL: databaseUrl, JETON_KEY: key } };
  const wrong = { ...start, env: { ...start.env, JETON_KEY: Buffer.alloc(32, 3).toString('base64') } };
  const refused = await runJeton(['import', file], wrong);
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('not the one')]);
  expect(await jetonJson(['import', file], start)).toEqual({ counts: exported.counts });
  const node = await startJeton(start);
  const { json } = await node.send('/api/v1/tokens/verify', verify);
  expect([json.valid, json.token.usage_count]).toEqual([true, 8]);
  const again = await runJeton(['import', file], start);
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('empty store')]);
});
