import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('a body beyond 100 kB is answered with a message alone', async () => {
  const body = { tokens: ['x'.repeat(102_400)] };
  const { status, json } = await server.send('/edge/validate', { method: 'POST', body });
  expect(status).toBe(413);
  expect(json).toEqual({ message: expect.any(String) });
});
