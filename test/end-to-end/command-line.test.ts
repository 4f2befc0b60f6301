import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jetonJson, newDataDir, runJeton, startJeton } from '../support/jeton-process.ts';

describe('exit codes', () => {
  it('answers help and version with 0 on standard output', async () => {
    const dataDir = newDataDir();
    const bare = await runJeton([], { dataDir });
    expect(bare).toMatchObject({ code: 0, stderr: '' });
    expect(bare.stdout).toContain('identify');
    expect((await runJeton(['token', 'issue', '--help'], { dataDir })).stdout).toContain('--scope');
    expect((await runJeton(['--version'], { dataDir })).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([
    [['backup'], '--help'],
    [['token', 'issue', '--name', 'x'], '--kind'],
    [['token', 'show', 'abc'], 'id'],
    [['token', 'list', '--nope'], '--help'],
    [['token', 'list', '--server', 'http://127.0.0.1:1'], 'JETON_TOKEN'],
    [['token', 'list', '--server', 'http://127.0.0.1:1', '--data-dir', 'x'], '--help'],
    [['token', 'issue', '--kind', 'k', '--name', 'n', '--resource', 'project'], 'TYPE:PATH'],
    [['identify'], 'standard input'],
  ])('answers wrong usage %j with 2 and a hint on standard error', async (args, hint) => {
    const ended = await runJeton(args, { dataDir: newDataDir() });
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(hint);
  });

  it('answers a refusal with 1 and one line that names what is wrong', async () => {
    const start = { dataDir: newDataDir() };
    const args = ['token', 'issue', '--kind', 'deploy_token', '--name', 'x', '--resource', 'project:none'];
    const ended = await runJeton(args, start);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('jeton: resource: There is no such resource.\n');
    const unknown = await runJeton(['token', 'show', '4711'], start);
    expect(unknown).toMatchObject({ code: 1, stdout: '', stderr: 'jeton: Resource not found\n' });
  });
});

describe('without a server', () => {
  it('keeps accounts, resources and tokens', async () => {
    const start = { dataDir: newDataDir() };
    await jetonJson(['account', 'create', '--username', 'ada', '--role', 'viewer'], start);
    await jetonJson(['resource', 'create', '--type', 'project', '--path', 'acme/shop'], start);
    const issued = await jetonJson(
      [
        ...['token', 'issue', '--kind', 'access_token', '--name', 'shop', '--account', 'ada'],
        ...['--resource', 'project:acme/shop', '--scope', 'orders:read', '--scope', 'orders:write'],
        ...['--expires-at', '2999-01-01', '--allow-ip', '10.0.0.0/8', '--attribute', 'team=red'],
        ...['--attribute', 'level:=3'],
      ],
      start,
    );
    expect(issued.data).toMatchObject({
      account: { username: 'ada' },
      resource: { type: 'project', path: 'acme/shop' },
      scopes: ['orders:read', 'orders:write'],
      expires_at: '2999-01-01T00:00:00.000Z',
      allowed_ips: ['10.0.0.0/8'],
      attributes: { team: 'red', level: 3 },
    });
    const shown = await jetonJson(['token', 'show', String(issued.data.id)], start);
    expect(shown.data).toMatchObject({ id: issued.data.id, status: 'active' });
  });

  it('tells more than one string at once, a line each in their order', async () => {
    const start = { dataDir: newDataDir() };
    const { meta } = await jetonJson(['token', 'issue', '--kind', 'access_token', '--name', 'x'], start);
    const input = `${meta.secret}\nhello\n${'x'.repeat(5000)}\n`;
    const told = await runJeton(['identify'], { ...start, input });
    expect(
      told.stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(/\s+/)[0]),
    ).toEqual(['CLASS', 'issued', 'unrecognised', 'unrecognised']);
    const fingerprint = createHash('sha256').update(meta.secret).digest('hex');
    expect(await jetonJson(['identify', '--fingerprint', fingerprint], start)).toMatchObject({
      class: 'issued',
      token: { name: 'x' },
    });
  });

  it('rotates, and revokes by secret', async () => {
    const start = { dataDir: newDataDir() };
    const issued = await jetonJson(['token', 'issue', '--kind', 'access_token', '--name', 'x'], start);
    const rotated = await jetonJson(['token', 'rotate', String(issued.data.id)], start);
    expect(rotated.data.rotated_from).toBe(issued.data.id);
    const input = `${rotated.meta.secret}\n`;
    const revoked = await runJeton(['token', 'revoke', '--reason', 'leaked'], { ...start, input });
    expect(revoked.stdout).toMatch(/revoked/);
    const list = await jetonJson(['token', 'list', '--status', 'active', '--name', 'x'], start);
    expect(list.data).toEqual([]);
    const unknown = await runJeton(['token', 'revoke', '4711'], start);
    expect(unknown.code).toBe(1);
  });
});

describe('with a server', () => {
  it('reaches it by URL with a token, as by its data directory', async () => {
    const dataDir = newDataDir();
    const server = await startJeton({ dataDir });
    const env = { JETON_TOKEN: readFileSync(join(dataDir, 'admin-token'), 'utf8').trim() };
    const far = { dataDir: newDataDir(), env };
    const remote = ['--server', server.url];
    await jetonJson(['account', 'create', '--username', 'ada', ...remote], far);
    expect(await jetonJson(['account', 'list', ...remote], far)).toEqual(
      await jetonJson(['account', 'list'], { dataDir }),
    );
    const wrong = await runJeton(['token', 'list', ...remote], { ...far, env: { JETON_TOKEN: 'wrong' } });
    expect(wrong).toMatchObject({ code: 1, stderr: 'jeton: Authentication failed\n' });
  });

  it('makes the tokens of a blocked account dead at once, and alive again', async () => {
    const dataDir = newDataDir();
    const server = await startJeton({ dataDir });
    await jetonJson(['account', 'create', '--username', 'ada'], { dataDir });
    const { meta } = await jetonJson(
      ['token', 'issue', '--kind', 'access_token', '--name', 'x', '--account', 'ada'],
      { dataDir },
    );
    const ask = async () =>
      (await server.send('/api/v1/me', { headers: { authorization: `Bearer ${meta.secret}` } })).status;
    expect(await ask()).toBe(200);
    expect((await jetonJson(['account', 'block', 'ada'], { dataDir })).data.state).toBe('blocked');
    expect(await ask()).toBe(401);
    await jetonJson(['account', 'unblock', 'ada'], { dataDir });
    expect(await ask()).toBe(200);
  });

  it('says so when there is none', async () => {
    const start = { dataDir: newDataDir(), env: { JETON_TOKEN: 'any' } };
    const ended = await runJeton(['token', 'list', '--server', 'http://127.0.0.1:1'], start);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain('http://127.0.0.1:1 cannot be reached');
  });
});
