import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { callV1, envelope, issue } from '../dynatrace-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('a form that is not offered is refused, and no token comes to be', async () => {
  const { secret } = await issue(server, { scopes: ['TenantTokenManagement'] });
  for (const accept of ['application/xml', 'text/html, image/*', '*/*;q=0', 'text/csv; header=maybe']) {
    const headers = { accept };
    const body = { name: 'unwanted', scopes: [] };
    const { status, json } = await callV1(server, secret, 'POST', '', { headers, body });
    expect([status, json]).toEqual([406, envelope(406, 'HTTP 406 Not Acceptable')]);
  }
  const now = server.clock.now();
  expect(await server.authority.countTokens({ now, name: 'unwanted' })).toBe(0);
});
