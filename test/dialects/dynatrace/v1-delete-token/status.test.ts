import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { callV1, issue, NOT_FOUND, violated } from '../dynatrace-fixtures.ts';

let server: TestServer;
let caller: string;

beforeAll(async () => {
  server = await startServer();
  caller = (await issue(server, { scopes: ['TenantTokenManagement'] })).secret;
});
afterAll(() => server.close());

test('a token is deleted by its id or its secret, once, and never the caller’s own', async () => {
  for (const part of [31, 96]) {
    const { secret } = await issue(server);
    const path = `/${secret.slice(0, part)}`;
    expect((await callV1(server, caller, 'DELETE', path)).status).toBe(204);
    const again = await callV1(server, caller, 'DELETE', path);
    expect([again.status, again.text]).toEqual([404, NOT_FOUND]);
    const own = await callV1(server, caller, 'DELETE', `/${caller.slice(0, part)}`);
    expect([own.status, own.json]).toEqual([400, violated(['PATH', 'id'])]);
  }
});
