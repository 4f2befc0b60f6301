import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { envelope, issue, lookUp } from '../dynatrace-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test.each([
  ['no header', {}, ''],
  ['an empty header', { authorization: '' }, ''],
  ['an empty parameter', {}, '?api-token='],
])('%s is a missing parameter', async (_, headers, query) => {
  const { status, json } = await server.send(`/api/v2/apiTokens/lookup${query}`, {
    method: 'POST',
    headers,
    body: { token: 'x' },
  });
  expect(status).toBe(401);
  expect(json).toEqual(envelope(401, 'Missing authorization parameter.'));
});

async function refused(authorization: string): Promise<void> {
  const { status, text } = await lookUp(server, 'x', '', { headers: { authorization } });
  expect([authorization, status, text]).toEqual([
    authorization,
    401,
    '{"error":{"code":401,"message":"Token Authentication failed"}}',
  ]);
}

test('an unknown token and another scheme are refused', async () => {
  const { secret } = await issue(server);
  for (const authorization of [
    `Api-Token dt0c01.${'A'.repeat(24)}.${'A'.repeat(64)}`,
    'Api-Token nonsense',
    'Api-Token',
    `Api-Token ${'x'.repeat(8000)}`,
    `Api-Token ${secret.toLowerCase()}`,
    `Api-Token Api-Token ${secret}`,
    `Bearer ${secret}`,
    `Api-Token${secret}`,
    secret,
  ])
    await refused(authorization);
});

test('a bad query parameter is refused', async () => {
  for (const query of ['api-token=nonsense', 'api-token=a%00b', `api-token=${'A'.repeat(5000)}`]) {
    const { status, json } = await server.send(`/api/v2/apiTokens/lookup?${query}`, { method: 'POST' });
    expect(status).toBe(401);
    expect(json).toEqual(envelope(401, 'Token Authentication failed'));
  }
});

test('an expired, a disabled, a deleted and a replaced token are refused', async () => {
  const { authority, operator, clock } = server;
  const [expired, disabled, deleted, rotated] = [
    await issue(server, { expiresAt: clock.now() + 1000 }),
    await issue(server),
    await issue(server),
    await issue(server),
  ];
  for (const { secret } of [expired, disabled, deleted, rotated])
    expect((await lookUp(server, secret, secret)).status).toBe(200);
  clock.advance(1000);
  await authority.update(operator, disabled.details, { disabled: true });
  await authority.revoke(operator, deleted.details);
  await authority.rotate(operator, rotated.details, {});
  for (const { secret } of [expired, disabled, deleted, rotated]) await refused(`Api-Token ${secret}`);
});

test('the token of a blocked account is refused', async () => {
  const { authority, operator } = server;
  const account = await authority.createAccount(operator, { type: 'user', username: 'gone' });
  const { secret } = await issue(server, { account: { id: account.id } });
  expect((await lookUp(server, secret, secret)).status).toBe(200);
  await authority.updateAccount(operator, account, { blocked: true });
  await refused(`Api-Token ${secret}`);
});

test('a token of another dialect is refused', async () => {
  for (const request of [
    { kind: 'unleash_admin_token' },
    { kind: 'personal_access_token', scopes: ['api'] },
  ] as const)
    await refused(`Api-Token ${(await issue(server, request)).secret}`);
});

test('a caller who is refused learns nothing about the token it asked for', async () => {
  const { secret } = await issue(server);
  const answers = [secret, 'nonsense'].map((token) => lookUp(server, token, 'nonsense'));
  const [known, unknown] = await Promise.all(answers);
  expect([known?.status, known?.text]).toEqual([unknown?.status, unknown?.text]);
});
