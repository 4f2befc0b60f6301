import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, personalToken, recordOf } from '../unleash-fixtures.ts';

let server: TestServer;
let seven: TestServer;

beforeAll(async () => {
  server = await startServer();
  seven = await startServer({ JETON_UNLEASH_PROFILE: '7' });
});
afterAll(() => Promise.all([server.close(), seven.close()]));

test('a user deletes its own token, which is refused at once', async () => {
  const secret = await personalToken(server, 'viewer');
  const { id } = await recordOf(server, secret);
  const { status, text, headers } = await call(server, secret, 'DELETE', `/user/tokens/${id}`);
  expect([status, text, headers['content-type']]).toEqual([200, '', undefined]);
  expect((await call(server, secret, 'GET', '/user/tokens')).status).toBe(401);
});

test('under profile 7 an unknown token is answered alike, and another user’s stays', async () => {
  const other = await personalToken(seven, 'admin');
  for (const id of [999_999, (await recordOf(seven, other)).id]) {
    const { status, text } = await call(seven, seven.rootSecret, 'DELETE', `/user/tokens/${id}`);
    expect([status, text]).toEqual([200, '']);
  }
  expect((await call(seven, other, 'GET', '/user/tokens')).status).toBe(200);
});
