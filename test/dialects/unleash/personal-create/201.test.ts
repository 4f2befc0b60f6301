import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { byName, call, issue, personalToken, recordOf } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const create = (authorization: string, body: unknown) =>
  call(server, authorization, 'POST', '/user/tokens', body);
const expiresAt = '2099-01-02T12:00:00.000Z';

test('a user gets a token of its own, with the secret last, this once', async () => {
  const caller = await personalToken(server, 'viewer');
  const { status, headers, text, json } = await create(caller, { description: 'mine', expiresAt });
  expect([status, headers.location]).toEqual([201, undefined]);
  const { id, createdAt } = await recordOf(server, json.secret);
  const { accountId } = await recordOf(server, caller);
  expect(json.secret).toMatch(/^user:[0-9a-f]{56}$/);
  expect(text).toBe(
    `{"id":${id},"description":"mine","expiresAt":"${expiresAt}","userId":${accountId},"createdAt":"${new Date(createdAt).toISOString()}","seenAt":null,"secret":"${json.secret}"}`,
  );
  const list = await call(server, caller, 'GET', '/user/tokens');
  expect(list.text).not.toContain(json.secret.slice(-56));
});

test('the token may what its account may', async () => {
  const { json } = await create(await personalToken(server, 'editor'), { description: 'd', expiresAt });
  expect((await byName(server, 'any', json.secret)).status).toBe(200);
  expect((await create(json.secret, { description: 'e', expiresAt })).status).toBe(201);
});

test('a token bound to addresses makes only tokens bound to the same', async () => {
  const allowedIps = ['127.0.0.0/8'];
  const { secret } = await issue(server, {
    kind: 'unleash_personal_access_token',
    account: { id: 1 },
    allowedIps,
  });
  const { json } = await create(secret, { description: 'bound', expiresAt });
  expect((await recordOf(server, json.secret)).allowedIps).toEqual(allowedIps);
});

test('the same description is free to another user, and again after its token was deleted', async () => {
  const [one, other] = [await personalToken(server, 'viewer'), await personalToken(server, 'viewer')];
  const first = await create(one, { description: 'same', expiresAt });
  expect((await create(other, { description: 'same', expiresAt })).status).toBe(201);
  await call(server, one, 'DELETE', `/user/tokens/${first.json.id}`);
  expect((await create(one, { description: 'same', expiresAt })).status).toBe(201);
});
