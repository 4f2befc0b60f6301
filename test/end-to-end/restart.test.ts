import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { kindNamesByDialect } from '../../src/core/kinds/kind-name.ts';
import { jetonJson, newDataDir, runJeton, type Start, startJeton } from '../support/jeton-process.ts';

interface DemoToken {
  readonly kind: string;
  readonly id: number;
  readonly owner: string | null;
  readonly secret: string;
}

async function identifyAll(tokens: readonly DemoToken[], start: Start) {
  const input = tokens.map(({ secret }) => `${secret}\n`).join('');
  const { code, stdout } = await runJeton(['identify', '--json'], { ...start, input });
  expect(code).toBe(0);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

it('tells kind, state and owner of every token issued, and forgets nothing when stopped and started', async () => {
  const start = { dataDir: newDataDir() };
  const server = await startJeton(start);
  const { data: tokens }: { data: DemoToken[] } = await jetonJson(['demo'], start);
  expect(tokens.map(({ kind }) => kind)).toEqual(Object.values(kindNamesByDialect).flat());

  const before = await identifyAll(tokens, start);
  expect(before.map(({ token }) => [token.id, token.kind, token.status])).toEqual(
    tokens.map(({ id, kind }) => [id, kind, 'active']),
  );
  expect(before[0].token.account.username).toBe('demo');
  expect(before[0].token.scopes).toEqual(['orders:read', 'orders:write']);

  const revocable = tokens.filter(({ kind }) =>
    ['access_token', 'personal_access_token', 'dynatrace_api_token'].includes(kind),
  );
  const revoked = await jetonJson(['token', 'revoke', ...revocable.map(({ id }) => String(id))], start);
  expect(revoked.data.map((one: { outcome: string }) => one.outcome)).toEqual([
    'revoked',
    'revoked',
    'deleted',
  ]);

  const { code } = await server.stop();
  expect(code).toBe(0);
  expect(existsSync(join(start.dataDir, 'control.sock'))).toBe(false);

  await startJeton(start);
  const after = await identifyAll(tokens, start);
  const expected: Record<string, string> = {
    access_token: 'revoked',
    personal_access_token: 'revoked',
    dynatrace_api_token: 'deleted',
  };
  expect(after.map(({ token }) => [token.id, token.kind, token.status])).toEqual(
    tokens.map(({ id, kind }) => [id, kind, expected[kind] ?? 'active']),
  );
});

it('can be demonstrated twice: the account and the resources are used again, the tokens are fresh', async () => {
  const start = { dataDir: newDataDir() };
  await startJeton(start);
  const first = await jetonJson(['demo'], start);
  const second = await jetonJson(['demo'], start);
  expect(second.data.length).toBe(first.data.length);
  const accounts = await jetonJson(['account', 'list'], start);
  const demos = accounts.data.filter(({ username }: { username: string }) => username === 'demo');
  expect(demos).toHaveLength(1);
});
