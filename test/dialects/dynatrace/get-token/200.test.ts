import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, DAY_MS, issue, lookUp, manager, timestamp } from '../dynatrace-fixtures.ts';

let server: TestServer;
let caller: string;

beforeAll(async () => {
  server = await startServer();
  caller = (await issue(server, { scopes: ['apiTokens.read'] })).secret;
});
afterAll(() => server.close());

test('a token is described by its id as it is by its secret', async () => {
  const { secret, details } = await issue(server, { name: 'myToken', scopes: ['logs.read'] });
  const { status, headers, json } = await call(server, caller, 'GET', `/${details.token.publicId}`);
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  expect(json).toEqual((await lookUp(server, secret, caller)).json);
  expect(json).toEqual({
    personalAccessToken: false,
    name: 'myToken',
    id: secret.slice(0, 31),
    owner: 'root',
    creationDate: timestamp,
    enabled: true,
    scopes: ['logs.read'],
  });
});

test('reading is a use of the caller’s token alone', async () => {
  const { details } = await issue(server);
  await call(server, caller, 'GET', `/${details.token.publicId}`);
  expect((await server.authority.token(details.token.id))?.use.count).toBe(0);
});

test('a disabled token, a personal one and one of another owner are shown', async () => {
  const { authority, operator } = server;
  await authority.createAccount(operator, { type: 'user', username: 'jane' });
  const token = await issue(server, {
    kind: 'dynatrace_personal_access_token',
    account: { username: 'jane' },
  });
  await authority.update(operator, token.details, { disabled: true });
  const { json } = await call(server, caller, 'GET', `/${token.details.token.publicId}`);
  expect(json).toMatchObject({ owner: 'jane', personalAccessToken: true, enabled: false });
});

test('an expired token is shown for seven days', async () => {
  const { clock } = server;
  const reader = await manager(server);
  const expiresAt = clock.now() + 1000;
  const { details } = await issue(server, { expiresAt });
  clock.set(expiresAt + 6.99 * DAY_MS);
  const { status, json } = await call(server, reader, 'GET', `/${details.token.publicId}`);
  expect([status, json.expirationDate]).toEqual([200, new Date(expiresAt).toISOString()]);
});

test('under an environment it is the same token, and a client may send a content type without a body', async () => {
  const { details } = await issue(server, { name: 'managed' });
  const { status, json } = await server.send(`/e/0a1b/api/v2/apiTokens/${details.token.publicId}`, {
    headers: { authorization: `Api-Token ${caller}`, 'content-type': 'application/json' },
  });
  expect([status, json.name]).toEqual([200, 'managed']);
});
