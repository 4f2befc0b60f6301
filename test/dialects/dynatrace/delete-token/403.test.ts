import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, envelope, issue, lookUp } from '../dynatrace-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('a personal access token deletes nobody else’s', async () => {
  const { authority, operator } = server;
  await authority.createAccount(operator, { type: 'user', username: 'jane', role: 'admin' });
  const { secret } = await issue(server, {
    kind: 'dynatrace_personal_access_token',
    account: { username: 'jane' },
    scopes: ['apiTokens.write'],
  });
  const other = await issue(server);
  for (const part of [31, 96]) {
    const { status, json } = await call(server, secret, 'DELETE', `/${other.secret.slice(0, part)}`);
    expect([status, json]).toEqual([403, envelope(403, expect.any(String))]);
  }
  expect((await lookUp(server, other.secret, other.secret)).status).toBe(200);
});
