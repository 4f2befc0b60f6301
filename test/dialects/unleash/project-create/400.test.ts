import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ JETON_UNLEASH_ADMIN_TOKEN_CREATION: 'true' });
});
afterAll(() => server.close());

test.each([
  [{}],
  [{ type: 'client' }],
  [{ tokenName: 'p', type: 'admin' }],
  [{ tokenName: 'p', type: 'backend' }],
  [{ tokenName: '', type: 'client' }],
  [{ tokenName: 'p', type: 'client', environment: '*' }],
  [{ tokenName: 'p', type: 'client', environment: 'nope' }],
  [{ tokenName: 'p', type: 'client', expiresAt: 'soon' }],
])('%j is refused', async (body) => {
  const { status, json } = await call(
    server,
    server.rootSecret,
    'POST',
    '/projects/default/api-tokens',
    body,
  );
  expect([status, json.name]).toEqual([400, 'BadDataError']);
});
