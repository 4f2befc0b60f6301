import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { byName } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('a body beyond 100 kB is answered with a message alone', async () => {
  const sent = (length: number) => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify('x'.repeat(length - 2)),
  });
  expect((await byName(server, 'any', server.rootSecret, sent(102_400))).status).toBe(404);
  const { status, json } = await byName(server, 'any', server.rootSecret, sent(102_401));
  expect(status).toBe(413);
  expect(json).toEqual({ message: expect.any(String) });
});
