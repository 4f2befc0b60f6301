import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, issue, permitted, personalToken, recordOf } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('a token of this project alone is deleted; the answer has no body', async () => {
  const admin = await issue(server, { kind: 'unleash_admin_token' });
  for (const caller of [
    await personalToken(server, 'editor'),
    await permitted(server, 'DELETE_PROJECT_API_TOKEN'),
    admin.secret,
    server.rootSecret,
  ]) {
    const { secret } = await issue(server, { attributes: { projects: ['default'] } });
    const path = `/projects/default/api-tokens/${encodeURIComponent(secret)}`;
    const { status, text, headers } = await call(server, caller, 'DELETE', path);
    expect([status, text, headers['content-type']]).toEqual([200, '', undefined]);
    expect((await recordOf(server, secret)).deletedAt).not.toBeNull();
    expect((await server.authority.verify({ secret })).valid).toBe(false);
  }
});

test('OPTIONS names the one method of the path', async () => {
  const path = '/projects/default/api-tokens/any';
  const { status, headers } = await call(server, server.rootSecret, 'OPTIONS', path);
  expect([status, headers.allow]).toEqual([200, 'DELETE']);
});
