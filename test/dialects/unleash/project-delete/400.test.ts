import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, issue, recordOf } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('a token of several projects is not deleted from within one; the answer has no body', async () => {
  const { secret } = await issue(server, { attributes: { projects: ['default', 'other'] } });
  const path = `/projects/default/api-tokens/${encodeURIComponent(secret)}`;
  const { status, text } = await call(server, server.rootSecret, 'DELETE', path);
  expect([status, text]).toEqual([400, '']);
  expect((await recordOf(server, secret)).deletedAt).toBeNull();
});

test('an admin token, which sees all, deletes no token of another project either', async () => {
  const admin = await issue(server, { kind: 'unleash_admin_token' });
  for (const projects of [['other'], ['*']]) {
    const { secret } = await issue(server, { attributes: { projects } });
    const path = `/projects/default/api-tokens/${encodeURIComponent(secret)}`;
    expect((await call(server, admin.secret, 'DELETE', path)).status).toBe(400);
    expect((await recordOf(server, secret)).deletedAt).toBeNull();
  }
});
