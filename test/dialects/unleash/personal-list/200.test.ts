import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, issue, personalToken, recordOf } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('a user sees its own personal access tokens, never a secret', async () => {
  const secret = await personalToken(server, 'viewer');
  await personalToken(server, 'viewer');
  const { id, accountId, createdAt } = await recordOf(server, secret);
  const { status, text, json } = await call(server, secret, 'GET', '/user/tokens');
  expect(status).toBe(200);
  expect(text).toBe(
    `{"pats":[{"id":${id},"description":"personal","expiresAt":null,"userId":${accountId},"createdAt":"${new Date(createdAt).toISOString()}","seenAt":"${json.pats[0].seenAt}"}]}`,
  );
});

test('a service account with a native token sees its own; deleted ones are gone, expired ones are not', async () => {
  const { authority, operator } = server;
  const account = { username: 'robot' };
  await authority.createAccount(operator, { ...account, type: 'service_account', role: 'viewer' });
  const kind = 'unleash_personal_access_token' as const;
  const caller = await issue(server, { kind: 'access_token', account, scopes: ['unleash:admin'] });
  const expiresAt = server.clock.now() - 1;
  await issue(server, { kind, name: 'expired', account, expiresAt });
  await authority.revoke(operator, (await issue(server, { kind, account })).details);
  const { json } = await call(server, caller.secret, 'GET', '/user/tokens');
  expect(json.pats).toMatchObject([
    { description: 'expired', expiresAt: new Date(expiresAt).toISOString(), seenAt: null },
  ]);
});

test('OPTIONS names the methods of the paths', async () => {
  const tokens = await call(server, server.rootSecret, 'OPTIONS', '/user/tokens');
  const one = await call(server, server.rootSecret, 'OPTIONS', '/user/tokens/1');
  expect([tokens.headers.allow, one.headers.allow]).toEqual(['GET,HEAD,POST', 'DELETE']);
});
