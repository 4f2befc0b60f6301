import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, issue, permitted, recordOf } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('whoever may delete only tokens of the installation may not', async () => {
  const caller = await permitted(server, 'DELETE_CLIENT_API_TOKEN', 'READ_PROJECT_API_TOKEN');
  const { secret } = await issue(server, { attributes: { projects: ['default'] } });
  const path = `/projects/default/api-tokens/${encodeURIComponent(secret)}`;
  const { status, json } = await call(server, caller, 'DELETE', path);
  expect([status, json.permissions]).toEqual([403, ['ADMIN', 'DELETE_PROJECT_API_TOKEN']]);
  expect((await recordOf(server, secret)).deletedAt).toBeNull();
});
