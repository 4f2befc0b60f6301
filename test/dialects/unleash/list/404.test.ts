import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test.each(['PUT', 'PATCH', 'DELETE'])('%s on the collection is not a path', async (method) => {
  const { status, json } = await call(server, server.rootSecret, method, '/api-tokens', {});
  expect([status, json.name]).toEqual([404, 'NotFoundError']);
  expect(json.message).toContain('(/api/admin/api-tokens)');
});

test.each([
  ['GET', ''],
  ['POST', ''],
  ['PUT', '/1'],
  ['DELETE', '/1'],
  ['GET', '/1/token'],
  ['POST', '/1/token'],
  ['DELETE', '/1/token/2'],
])('%s on service accounts%s is not a path, as in the open-source edition', async (method, rest) => {
  const { status, json } = await call(server, server.rootSecret, method, `/service-account${rest}`, {});
  expect([status, json.name]).toEqual([404, 'NotFoundError']);
});
