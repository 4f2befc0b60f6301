import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, issue, lookUp, manager, NOT_FOUND } from '../dynatrace-fixtures.ts';

let server: TestServer;
let caller: string;

beforeAll(async () => {
  server = await startServer();
  caller = await manager(server);
});
afterAll(() => server.close());

async function remove(idOrSecret: string, by = caller): Promise<void> {
  const { status, text } = await call(server, by, 'DELETE', `/${idOrSecret}`, {
    headers: { 'content-type': 'application/json' },
  });
  expect([status, text]).toEqual([204, '']);
}

test('a token deleted by its id or its secret has no power from then on, and is seen by nobody here', async () => {
  for (const part of [31, 96]) {
    const { secret, details } = await issue(server);
    expect((await lookUp(server, secret, secret)).status).toBe(200);
    await remove(secret.slice(0, part));
    expect((await lookUp(server, secret, secret)).status).toBe(401);
    expect((await call(server, caller, 'GET', `/${details.token.publicId}`)).text).toBe(NOT_FOUND);
    expect((await lookUp(server, secret, caller)).text).toBe(NOT_FOUND);
    expect((await call(server, caller, 'GET')).text).not.toContain(details.token.publicId);
    expect(server.logged()).not.toContain(secret.slice(32));
  }
});

test('the registry keeps who deleted it', async () => {
  const { secret, details } = await issue(server);
  await remove(secret);
  expect(await server.authority.identify(secret)).toMatchObject({ class: 'issued' });
  const [event] = await server.authority.auditEvents({ tokenId: details.token.id, limit: 1 });
  expect(event).toMatchObject({ type: 'token_deleted', actor: { via: 'dynatrace', accountId: 1 } });
});

test('an imported token of another shape is deleted by its secret', async () => {
  const { secret } = await issue(server, { secret: 'an-old-opaque-token-0001' });
  await remove(secret);
  expect((await lookUp(server, secret, caller)).status).toBe(404);
});

test('an expired token can be deleted while it is shown', async () => {
  const { details } = await issue(server, { expiresAt: server.clock.now() + 1000 });
  server.clock.advance(2000);
  await remove(details.token.publicId);
});

test('an API token deletes anybody’s, a personal access token its owner’s', async () => {
  const { authority, operator } = server;
  await authority.createAccount(operator, { type: 'user', username: 'jane' });
  const account = { username: 'jane' };
  const own = await issue(server, { account });
  const scopes = ['apiTokens.write'];
  await remove(own.details.token.publicId);
  const next = await issue(server, { account });
  const personal = await issue(server, { kind: 'dynatrace_personal_access_token', account, scopes });
  await remove(next.details.token.publicId, personal.secret);
});
