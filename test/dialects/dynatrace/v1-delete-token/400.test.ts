import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { callV1, issue, violated } from '../dynatrace-fixtures.ts';

let server: TestServer;
let caller: string;

beforeAll(async () => {
  server = await startServer();
  caller = (await issue(server, { scopes: ['TenantTokenManagement'] })).secret;
});
afterAll(() => server.close());

test('the caller’s own token is not deleted, by its id or its secret', async () => {
  for (const part of [31, 96]) {
    const own = await callV1(server, caller, 'DELETE', `/${caller.slice(0, part)}`);
    expect([own.status, own.json]).toEqual([400, violated(['PATH', 'id'])]);
  }
});
