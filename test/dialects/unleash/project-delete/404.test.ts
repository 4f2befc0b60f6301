import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, issue, recordOf } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('what is not seen in the project is not there; the answer has no body', async () => {
  const others = [
    await issue(server, { attributes: { projects: ['other'] } }),
    await issue(server),
    await issue(server, { kind: 'unleash_admin_token' }),
    await issue(server, { kind: 'access_token' }),
  ];
  for (const { secret } of others) {
    const path = `/projects/default/api-tokens/${encodeURIComponent(secret)}`;
    const { status, text } = await call(server, server.rootSecret, 'DELETE', path);
    expect([status, text]).toEqual([404, '']);
    expect((await recordOf(server, secret)).deletedAt).toBeNull();
  }
});

test('a deleted token and one that never was are not there', async () => {
  const { secret, details } = await issue(server, { attributes: { projects: ['default'] } });
  await server.authority.revoke(server.operator, details);
  for (const one of [secret, 'none', `default:default.${'0'.repeat(56)}`]) {
    const path = `/projects/default/api-tokens/${encodeURIComponent(one)}`;
    const { status, text } = await call(server, server.rootSecret, 'DELETE', path);
    expect([status, text]).toEqual([404, '']);
  }
});
