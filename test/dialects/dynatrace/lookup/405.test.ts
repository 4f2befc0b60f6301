import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { envelope, issue, lookUp } from '../dynatrace-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test.each(['GET', 'PUT', 'PATCH', 'DELETE'])('%s is not a way to look up', async (method) => {
  const { secret } = await issue(server);
  const { status, headers, json } = await lookUp(server, secret, secret, { method });
  expect(status).toBe(405);
  expect(headers.allow).toBe('POST');
  expect(json).toEqual(envelope(405, 'HTTP 405 Method Not Allowed'));
});
