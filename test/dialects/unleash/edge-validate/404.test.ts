import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test.each([
  ['GET', '/edge/validate'],
  ['PUT', '/edge/validate'],
  ['POST', '/edge/issue-token'],
  ['POST', '/edge/metrics'],
  ['GET', '/edge'],
])('%s %s is not a path', async (method, path) => {
  const { status, json } = await server.send(path, { method });
  expect([status, json.name]).toEqual([404, 'NotFoundError']);
  expect(json.message).toContain(`(${path})`);
});
