import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { byName, issue, personalToken } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const readPermissions = ['ADMIN', 'READ_CLIENT_API_TOKEN', 'READ_FRONTEND_API_TOKEN'];

test('a Viewer is told which permissions it lacks', async () => {
  const { status, json } = await byName(server, 'any', await personalToken(server, 'viewer'));
  expect(status).toBe(403);
  expect(Object.keys(json)).toEqual(['id', 'name', 'message', 'details', 'permissions']);
  expect(json).toMatchObject({
    name: 'PermissionError',
    details: [{ message: json.message }],
    permissions: readPermissions,
  });
});

test('permissions that do not open this call do not open it', async () => {
  for (const unleash_permissions of [
    ['UPDATE_CLIENT_API_TOKEN', 'READ_PROJECT_API_TOKEN'],
    'ADMIN',
    { ADMIN: true },
    ['admin'],
  ]) {
    const secret = await personalToken(server, 'viewer', { unleash_permissions });
    expect((await byName(server, 'any', secret)).json.name).toBe('PermissionError');
  }
});

test.each(['client', 'backend', 'frontend'] as const)('a valid %s token is for another API', async (type) => {
  const { secret } = await issue(server, { kind: `unleash_${type}_token` });
  const { status, json } = await byName(server, 'any', secret);
  expect(status).toBe(403);
  expect(json).toEqual({ message: expect.any(String) });
});

test('a native token without the scope unleash:admin may not enter, even an administrator’s', async () => {
  const { secret } = await issue(server, { kind: 'access_token', scopes: ['tokens:read'] });
  const { status, json } = await byName(server, 'any', secret);
  expect([status, json.name]).toEqual([403, 'PermissionError']);
});

test('a native token with every scope is held to its account’s role', async () => {
  const { authority, operator } = server;
  await authority.createAccount(operator, { type: 'user', username: 'onlooker', role: 'viewer' });
  const account = { username: 'onlooker' };
  const { secret } = await issue(server, { kind: 'access_token', account, scopes: ['*'] });
  expect((await byName(server, 'any', secret)).json.permissions).toEqual(readPermissions);
});

test('a token is not good from an address outside its list', async () => {
  const { secret } = await issue(server, { kind: 'unleash_admin_token', allowedIps: ['10.0.0.0/8'] });
  const { status, json } = await byName(server, 'any', secret);
  expect(status).toBe(403);
  expect(json).toEqual({ message: expect.any(String) });
});
