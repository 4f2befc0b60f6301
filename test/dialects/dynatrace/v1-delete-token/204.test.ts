import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { callV1, issue } from '../dynatrace-fixtures.ts';

let server: TestServer;
let caller: string;

beforeAll(async () => {
  server = await startServer();
  caller = (await issue(server, { scopes: ['TenantTokenManagement'] })).secret;
});
afterAll(() => server.close());

test('a token is deleted by its id or its secret', async () => {
  for (const part of [31, 96]) {
    const { secret } = await issue(server);
    const answer = await callV1(server, caller, 'DELETE', `/${secret.slice(0, part)}`);
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(await server.authority.verify({ secret })).toMatchObject({ valid: false, reason: 'deleted' });
  }
});
