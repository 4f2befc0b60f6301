import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, issue, pathOf, permitted, recordOf } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const update = (secret: string, body: unknown, authorization = server.rootSecret) =>
  call(server, authorization, 'PUT', pathOf(secret), body);

test('a token gets its expiry; the answer has no body and no content type', async () => {
  const { secret } = await issue(server);
  const { status, text, headers } = await update(secret, { expiresAt: '2099-01-02T14:00:00+02:00' });
  expect([status, text, headers['content-type']]).toEqual([200, '', undefined]);
  expect((await recordOf(server, secret)).expiresAt).toBe(Date.UTC(2099, 0, 2, 12));
});

test('an expiry in the past ends the token at once, one in the future revives it', async () => {
  const { secret } = await issue(server, { kind: 'unleash_admin_token' });
  expect((await call(server, secret, 'GET', '/api-tokens')).status).toBe(200);
  await update(secret, { expiresAt: '2024-12-31T00:00:00Z' });
  expect((await call(server, secret, 'GET', '/api-tokens')).status).toBe(401);
  await update(secret, { expiresAt: '2099-12-31T00:00:00Z' });
  expect((await call(server, secret, 'GET', '/api-tokens')).status).toBe(200);
});

test('members beside the expiry change nothing', async () => {
  const { secret, details } = await issue(server, { name: 'kept' });
  const body = { expiresAt: '2099-01-01T00:00:00Z', tokenName: 'other', projects: ['other'], type: 'admin' };
  expect((await update(secret, body)).status).toBe(200);
  expect(await recordOf(server, secret)).toMatchObject({ name: 'kept', kind: details.token.kind });
});

test('a token that never was, is gone, or is no API token, is answered alike and nothing happens', async () => {
  const { authority, operator } = server;
  const gone = await issue(server);
  await authority.revoke(operator, gone.details);
  const replaced = await issue(server);
  await authority.rotate(operator, replaced.details, {});
  const other = await issue(server, { kind: 'access_token' });
  const before = await authority.auditEvents({ type: 'token_updated', limit: 100 });
  for (const secret of [`*:*.${'0'.repeat(56)}`, 'x', gone.secret, replaced.secret, other.secret]) {
    const { status, text } = await update(secret, { expiresAt: '2099-01-01T00:00:00Z' });
    expect([status, text]).toEqual([200, '']);
  }
  expect(await authority.auditEvents({ type: 'token_updated', limit: 100 })).toEqual(before);
});

test('the same expiry once more is no change', async () => {
  const { secret, details } = await issue(server);
  const body = { expiresAt: '2099-01-01T00:00:00Z' };
  for (let times = 0; times < 3; times += 1) await update(secret, body);
  const events = await server.authority.auditEvents({ tokenId: details.token.id, limit: 10 });
  expect(events.map(({ type }) => type)).toEqual(['token_updated', 'token_issued']);
});

test.each([
  ['UPDATE_CLIENT_API_TOKEN', 'unleash_client_token'],
  ['UPDATE_CLIENT_API_TOKEN', 'unleash_backend_token'],
  ['UPDATE_FRONTEND_API_TOKEN', 'unleash_frontend_token'],
  ['ADMIN', 'unleash_admin_token'],
] as const)('%s suffices for a %s', async (permission, kind) => {
  const { secret } = await issue(server, { kind });
  const body = { expiresAt: '2099-01-01T00:00:00Z' };
  expect((await update(secret, body, await permitted(server, permission))).status).toBe(200);
  expect((await recordOf(server, secret)).expiresAt).toBe(Date.UTC(2099, 0, 1));
});
