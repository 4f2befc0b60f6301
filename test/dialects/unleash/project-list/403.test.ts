import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, permitted, personalToken } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('a Viewer, and whoever may read only other tokens, may not, even of a project that does not exist', async () => {
  for (const caller of [
    await personalToken(server, 'viewer'),
    await permitted(server, 'READ_CLIENT_API_TOKEN', 'CREATE_PROJECT_API_TOKEN'),
  ])
    for (const project of ['default', 'nope']) {
      const { status, json } = await call(server, caller, 'GET', `/projects/${project}/api-tokens`);
      expect([status, json.name]).toEqual([403, 'PermissionError']);
      expect(json.permissions).toEqual(['ADMIN', 'READ_PROJECT_API_TOKEN']);
    }
});
