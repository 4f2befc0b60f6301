import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { byName, issue, personalToken } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const uuid = expect.stringMatching(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

test.each([
  ['no header', null],
  ['an empty header', ''],
])('%s is asked to log in, with all seven members in their order', async (_, authorization) => {
  const { status, headers, json } = await byName(server, 'any', authorization);
  expect(status).toBe(401);
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  const message = expect.stringMatching(/no authorization header.*\/auth\/simple\/login\.$/);
  expect(Object.entries(json)).toEqual([
    ['id', uuid],
    ['name', 'AuthenticationRequired'],
    ['message', message],
    ['details', [{ message }]],
    ['path', '/auth/simple/login'],
    ['type', 'password'],
    ['defaultHidden', false],
  ]);
});

async function refused(authorization: string): Promise<void> {
  const { status, json, text } = await byName(server, 'any', authorization);
  expect(status).toBe(401);
  expect(json).toEqual({
    id: uuid,
    name: 'UnauthorizedError',
    message: expect.any(String),
    details: [{ message: json.message }],
  });
  expect(Object.keys(json)).toEqual(['id', 'name', 'message', 'details']);
  expect(text).not.toContain(authorization.slice(-20));
}

test('a token that was never issued is refused, whatever its shape', async () => {
  for (const secret of [
    `*:*.${'0'.repeat(56)}`,
    `user:${'0'.repeat(56)}`,
    'a bogus token of no shape at all',
    `jtn_${'x'.repeat(36)}`,
    'x'.repeat(8000),
    'Bearer',
  ])
    await refused(secret);
});

test('another scheme, a doubled Bearer and a secret in another case are refused', async () => {
  const { secret } = await issue(server, { kind: 'unleash_admin_token' });
  for (const authorization of [
    `Basic ${secret}`,
    `Bearer Bearer ${secret}`,
    `Bearer${secret}`,
    `Token ${secret}`,
    secret.toUpperCase(),
    `${secret}, ${secret}`,
  ])
    await refused(authorization);
});

test('an expired, a deleted, a disabled and a replaced token are refused', async () => {
  const { authority, operator, clock } = server;
  const kind = 'unleash_admin_token';
  const expired = await issue(server, { kind, expiresAt: clock.now() + 1000 });
  const [deleted, disabled, rotated] = [
    await issue(server, { kind }),
    await issue(server, { kind }),
    await issue(server, { kind }),
  ];
  for (const { secret } of [expired, deleted, disabled, rotated])
    expect((await byName(server, 'any', secret)).status).toBe(200);
  clock.advance(1000);
  await authority.revoke(operator, deleted.details);
  await authority.update(operator, disabled.details, { disabled: true });
  await authority.rotate(operator, rotated.details, {});
  for (const { secret } of [expired, deleted, disabled, rotated]) await refused(secret);
});

test('the token of a blocked account is refused', async () => {
  const secret = await personalToken(server, 'admin');
  const identified = await server.authority.identify(secret);
  const account = identified.class === 'issued' ? identified.details.account : null;
  expect((await byName(server, 'any', secret)).status).toBe(200);
  await server.authority.updateAccount(server.operator, account!, { blocked: true });
  await refused(secret);
});

test('tokens of other dialects are refused', async () => {
  await refused((await issue(server, { kind: 'dynatrace_api_token' })).secret);
  await refused((await issue(server, { kind: 'personal_access_token', scopes: ['api'] })).secret);
});

test.each([
  '/api/admin',
  '/api/admin/nope',
  '/API//Admin/nope/',
  '/api/admin/api-tokens',
  '/api/admin/api-tokens/a/b',
])('whoever is not authenticated does not learn whether %s exists', async (path) => {
  expect((await server.send(path)).json.name).toBe('AuthenticationRequired');
  expect((await server.send(path, { headers: { authorization: 'bogus' } })).json.name).toBe(
    'UnauthorizedError',
  );
});

test('every method asks for authentication first, whatever the content type', async () => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    const headers = { 'content-type': 'text/plain' };
    const { status, json } = await byName(server, 'any', null, { method, headers, body: 'text' });
    expect([method, status, json.name]).toEqual([method, 401, 'AuthenticationRequired']);
  }
});
