import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, issue, personalToken, recordOf } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('a token that is not the caller’s own personal one is not there, not even for an administrator', async () => {
  const other = await personalToken(server, 'viewer');
  const native = await issue(server, { kind: 'access_token' });
  for (const id of [999_999, (await recordOf(server, other)).id, native.details.token.id]) {
    const { status, json } = await call(server, server.rootSecret, 'DELETE', `/user/tokens/${id}`);
    expect([status, json.name]).toEqual([404, 'NotFoundError']);
  }
  for (const secret of [other, native.secret])
    expect((await server.authority.verify({ secret })).valid).toBe(true);
});

test('a token is deleted once', async () => {
  const body = { description: 'once', expiresAt: '2099-01-01T00:00:00Z' };
  const { json } = await call(server, server.rootSecret, 'POST', '/user/tokens', body);
  const remove = () => call(server, server.rootSecret, 'DELETE', `/user/tokens/${json.id}`);
  expect((await remove()).status).toBe(200);
  expect((await remove()).status).toBe(404);
});
