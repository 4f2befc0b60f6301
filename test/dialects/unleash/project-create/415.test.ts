import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('a body that is not sent as JSON is not taken', async () => {
  const headers = { 'content-type': 'text/plain' };
  const path = '/projects/nope/api-tokens';
  const { status, json } = await call(server, server.rootSecret, 'POST', path, '{}', headers);
  expect([status, json.name]).toEqual([415, 'ContentTypeError']);
});
