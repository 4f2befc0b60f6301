import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, issue, uuid } from '../unleash-fixtures.ts';

let server: TestServer;
let seven: TestServer;

beforeAll(async () => {
  server = await startServer();
  seven = await startServer({ JETON_UNLEASH_PROFILE: '7' });
});
afterAll(() => Promise.all([server.close(), seven.close()]));

test.each([
  ['GET', '/user/tokens', undefined],
  ['POST', '/user/tokens', { description: 'd', expiresAt: '2099-01-01T00:00:00Z' }],
  ['DELETE', '/user/tokens/1', undefined],
])('an admin token is no user: %s %s', async (method, path, body) => {
  const { secret } = await issue(server, { kind: 'unleash_admin_token' });
  const six = await call(server, secret, method, path, body);
  expect(six.status).toBe(403);
  expect(six.json).toEqual({
    id: uuid,
    name: 'ForbiddenError',
    message: expect.any(String),
    details: [{ message: six.json.message }],
  });
  const newer = await issue(seven, { kind: 'unleash_admin_token' });
  const { json } = await call(seven, newer.secret, method, path, body);
  expect(Object.keys(json)).toEqual(['name', 'message', 'details']);
});
