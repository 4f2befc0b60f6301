import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { byName, call, issue, pathOf, permitted, recordOf } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const remove = (secret: string, authorization = server.rootSecret, body?: unknown, headers = {}) =>
  call(server, authorization, 'DELETE', pathOf(secret), body, headers);

test('a token is gone from the lists and refused at once; it stays known to whoever asks whose it was', async () => {
  const { secret } = await issue(server, { kind: 'unleash_admin_token', name: 'to go' });
  expect((await byName(server, 'to go', secret)).status).toBe(200);
  const { status, text, headers } = await remove(secret);
  expect([status, text, headers['content-type']]).toEqual([200, '', undefined]);
  expect((await byName(server, 'to go', secret)).status).toBe(401);
  expect((await byName(server, 'to go', server.rootSecret)).json.tokens).toEqual([]);
  expect((await recordOf(server, secret)).deletedAt).not.toBeNull();
});

test('deleting once more, or what never was, changes nothing', async () => {
  const { secret, details } = await issue(server);
  for (const one of [secret, secret, 'none', `*:*.${'0'.repeat(56)}`, 'a\0b', 'x'.repeat(8000)])
    expect((await remove(one)).status).toBe(200);
  const events = await server.authority.auditEvents({ tokenId: details.token.id, limit: 10 });
  expect(events.map(({ type }) => type)).toEqual(['token_deleted', 'token_issued']);
});

test.each([
  ['%2A:default.', { projects: ['*'] }],
  ['%5B%5D:default.', { projects: ['one', 'two'] }],
  ['%2a%3adefault%2e', { projects: ['*'] }],
])('the secret is understood percent-encoded as %s', async (head, attributes) => {
  const { secret } = await issue(server, { attributes: { ...attributes, environment: 'default' } });
  const path = `/api-tokens/${head}${secret.slice(-56)}`;
  expect((await call(server, server.rootSecret, 'DELETE', path)).status).toBe(200);
  expect((await recordOf(server, secret)).deletedAt).not.toBeNull();
});

test.each([
  ['text/plain', 'whatever'],
  ['application/json', ''],
  ['application/json', '{}'],
  ['application/x-www-form-urlencoded', 'a=b'],
])('a body of type %s is passed over', async (type, body) => {
  const { secret } = await issue(server);
  expect((await remove(secret, server.rootSecret, body, { 'content-type': type })).status).toBe(200);
  expect((await recordOf(server, secret)).deletedAt).not.toBeNull();
});

test('a personal access token and tokens of other dialects are not deleted here', async () => {
  const others = [
    await issue(server, { kind: 'unleash_personal_access_token', account: { id: 1 } }),
    await issue(server, { kind: 'access_token' }),
  ];
  for (const { secret } of others) {
    expect((await remove(secret)).status).toBe(200);
    expect((await recordOf(server, secret)).deletedAt).toBeNull();
  }
});

test.each([
  ['DELETE_CLIENT_API_TOKEN', 'unleash_client_token'],
  ['DELETE_CLIENT_API_TOKEN', 'unleash_backend_token'],
  ['DELETE_FRONTEND_API_TOKEN', 'unleash_frontend_token'],
  ['ADMIN', 'unleash_admin_token'],
] as const)('%s suffices for a %s', async (permission, kind) => {
  const { secret } = await issue(server, { kind });
  expect((await remove(secret, await permitted(server, permission))).status).toBe(200);
  expect((await recordOf(server, secret)).deletedAt).not.toBeNull();
});
