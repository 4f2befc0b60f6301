import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, issue, permitted, personalToken } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('a Viewer, and whoever may only write, is told which permissions it lacks', async () => {
  for (const secret of [
    await personalToken(server, 'viewer'),
    await permitted(server, 'UPDATE_CLIENT_API_TOKEN', 'READ_PROJECT_API_TOKEN'),
  ]) {
    const { status, json } = await call(server, secret, 'GET', '/api-tokens');
    expect([status, json.name]).toEqual([403, 'PermissionError']);
    expect(json.permissions).toEqual(['ADMIN', 'READ_CLIENT_API_TOKEN', 'READ_FRONTEND_API_TOKEN']);
  }
});

test('a client token is for another API', async () => {
  const { status, json } = await call(server, (await issue(server)).secret, 'GET', '/api-tokens');
  expect(status).toBe(403);
  expect(json).toEqual({ message: expect.any(String) });
});
