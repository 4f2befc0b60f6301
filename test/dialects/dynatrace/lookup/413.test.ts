import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { envelope, issue, lookUp } from '../dynatrace-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('a body beyond 1 MiB is too large', async () => {
  const { secret } = await issue(server);
  const { status, json } = await lookUp(server, 'x'.repeat(1024 * 1024), secret);
  expect(status).toBe(413);
  expect(json).toEqual(envelope(413, 'HTTP 413 Request Entity Too Large'));
});
