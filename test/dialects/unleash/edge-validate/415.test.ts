import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('a body that is not sent as JSON is not taken', async () => {
  const headers = { 'content-type': 'text/plain' };
  const { status, json } = await server.send('/edge/validate', { method: 'POST', headers, body: '{}' });
  expect([status, json.name]).toEqual([415, 'ContentTypeError']);
});
