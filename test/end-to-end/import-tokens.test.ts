import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { jetonJson, newDataDir, runJeton, startJeton } from '../support/jeton-process.ts';

const rootSecret = 'the-first-administrators-secret';
const env = { JETON_BOOTSTRAP_TOKEN: rootSecret };
const asRoot = { authorization: `Bearer ${rootSecret}` };

it('takes over tokens of Laravel Sanctum by their hashes, once, and tells what it refused and why', async () => {
  const start = { dataDir: newDataDir(), env };
  const server = await startJeton(start);
  const hash = createHash('sha256').update('aPlainTextTokenOfSanctum').digest('hex');
  const file = join(start.dataDir, '../tokens.csv');
  writeFileSync(
    file,
    [
      'id,name,token,abilities,expires_at,account',
      `7,"Phone, old",${hash},"[""orders:read""]",2999-01-01 00:00:00,`,
      '8,broken,abc,,,',
      `9,stray,${hash},,,nobody`,
      '10,,,,,',
    ].join('\n'),
  );
  const command = ['import', file, '--from', 'sanctum', '--account', 'root'];
  const counts = { imported: 1, known: 0, refused: 3 };
  const dry = await jetonJson([...command, '--dry-run'], start);
  expect(dry).toMatchObject({ ...counts, dry_run: true });
  const verify = { method: 'POST', headers: asRoot, body: { token: '7|aPlainTextTokenOfSanctum' } };
  expect((await server.send('/api/v1/tokens/verify', verify)).json.valid).toBe(false);
  const done = await jetonJson(command, start);
  expect(done).toMatchObject(counts);
  expect(done.refusals.map(({ at }: { at: string }) => at).sort()).toEqual(['line 3', 'line 4', 'line 5']);
  expect((await server.send('/api/v1/tokens/verify', verify)).json).toMatchObject({
    valid: true,
    token: { name: 'Phone, old', scopes: ['orders:read'], account: { username: 'root' } },
  });
  expect(await jetonJson(command, start)).toMatchObject({ imported: 0, known: 1, refused: 3 });
});

it('takes over secrets from a list on standard input without telling any', async () => {
  const start = { dataDir: newDataDir(), env };
  await jetonJson(['account', 'create', '--username', 'ada'], start);
  const input = 'secret,name,scopes\nsome-existing-secret-0001,one,a b\nshort,two,\n';
  const command = ['import', '-', '--from', 'csv', '--account', 'ada'];
  const done = await runJeton(command, { ...start, input });
  expect(done.stdout).toContain('1 imported, 0 there already, 1 refused');
  expect(done.stdout).toContain('line 3: ');
  expect(done.stdout + done.stderr).not.toMatch(/existing-secret|short/);
  const again = await runJeton(command, { ...start, input });
  expect(again.stdout).toContain('0 imported, 1 there already');
  const broken = await runJeton(command, { ...start, input: 'secret,name\n"some-existing-secret-0002' });
  expect([broken.code, broken.stderr]).toEqual([1, expect.not.stringContaining('existing-secret')]);
});

it('takes over the API tokens of a running Unleash, in the same places, with the same secrets', async () => {
  const unleash = await startJeton({ dataDir: newDataDir(), env });
  const create = async (body: object) => {
    const headers = { authorization: rootSecret };
    const { status, json } = await unleash.send('/api/admin/api-tokens', { method: 'POST', headers, body });
    expect(status).toBe(201);
    return json.secret as string;
  };
  const secrets = [
    await create({ type: 'client', tokenName: 'backend', environment: 'development', projects: ['default'] }),
    await create({ type: 'frontend', tokenName: 'browser', environment: 'development', projects: ['*'] }),
  ];
  const target = { dataDir: newDataDir(), env: { ...env, JETON_IMPORT_TOKEN: rootSecret } };
  const server = await startJeton(target);
  const command = ['import', unleash.url, '--from', 'unleash'];
  expect(await jetonJson(command, target)).toMatchObject({ imported: 2, known: 0, refused: 0 });
  expect(await jetonJson(command, target)).toMatchObject({ imported: 0, known: 2, refused: 0 });
  const listed = async (at: typeof server) => {
    const { json } = await at.send('/api/admin/api-tokens', { headers: { authorization: rootSecret } });
    const pick = ({ secret, type, environment, projects }: Record<string, unknown>) => ({
      secret,
      type,
      environment,
      projects,
    });
    return json.tokens
      .map(pick)
      .sort((a: { type: string }, b: { type: string }) => (a.type < b.type ? -1 : 1));
  };
  expect(await listed(server)).toEqual(await listed(unleash));
  expect((await listed(server)).map(({ secret }: { secret: string }) => secret).sort()).toEqual(
    secrets.sort(),
  );
  const refused = await runJeton(command, {
    ...target,
    env: { ...env, JETON_IMPORT_TOKEN: 'no-token-of-anybody' },
  });
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('refuses the token')]);
});
