import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const expiresAt = '2099-01-02T12:00:00Z';

test.each([
  [{}],
  [{ description: 'd' }],
  [{ expiresAt }],
  [{ description: '', expiresAt }],
  [{ description: null, expiresAt }],
  [{ description: 'a\0b', expiresAt }],
  [{ description: 'x'.repeat(513), expiresAt }],
  [{ description: ['d'], expiresAt }],
  [{ description: 'd', expiresAt: null }],
  [{ description: 'd', expiresAt: 'soon' }],
  [{ description: 'd', expiresAt: '2024-12-31T00:00:00Z' }],
])('%j is refused', async (body) => {
  const { status, json } = await call(server, server.rootSecret, 'POST', '/user/tokens', body);
  expect([status, json.name]).toEqual([400, 'BadDataError']);
  expect((await call(server, server.rootSecret, 'GET', '/user/tokens')).json.pats).toEqual([]);
});
