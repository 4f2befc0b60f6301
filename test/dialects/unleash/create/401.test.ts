import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test.each([
  ['a right body', { tokenName: 't', type: 'client' }, {}],
  ['a wrong body', {}, {}],
  ['a wrong content type', 'text', { 'content-type': 'text/plain' }],
])('nobody creates anything without a token, with %s', async (_, body, headers) => {
  const unnamed = await call(server, null, 'POST', '/api-tokens', body, headers);
  expect([unnamed.status, unnamed.json.name]).toEqual([401, 'AuthenticationRequired']);
  const bogus = await call(server, 'bogus', 'POST', '/api-tokens', body, headers);
  expect([bogus.status, bogus.json.name]).toEqual([401, 'UnauthorizedError']);
});
