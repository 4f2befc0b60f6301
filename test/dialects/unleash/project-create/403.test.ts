import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, permitted } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('whoever may create only tokens of the installation, or only read those of projects, may not', async () => {
  const caller = await permitted(server, 'CREATE_CLIENT_API_TOKEN', 'READ_PROJECT_API_TOKEN');
  const body = { tokenName: 'p', type: 'client' };
  const { status, json } = await call(server, caller, 'POST', '/projects/default/api-tokens', body);
  expect([status, json.permissions]).toEqual([403, ['ADMIN', 'CREATE_PROJECT_API_TOKEN']]);
});
