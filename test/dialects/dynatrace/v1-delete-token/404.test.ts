import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { callV1, issue, NOT_FOUND } from '../dynatrace-fixtures.ts';

let server: TestServer;
let caller: string;

beforeAll(async () => {
  server = await startServer();
  caller = (await issue(server, { scopes: ['TenantTokenManagement'] })).secret;
});
afterAll(() => server.close());

test('a token that was deleted is not there to be deleted again, by its id or its secret', async () => {
  for (const part of [31, 96]) {
    const { secret } = await issue(server);
    const path = `/${secret.slice(0, part)}`;
    expect((await callV1(server, caller, 'DELETE', path)).status).toBe(204);
    const again = await callV1(server, caller, 'DELETE', path);
    expect([again.status, again.text]).toEqual([404, NOT_FOUND]);
  }
});
