import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { callV1, issue, lookUp } from '../dynatrace-fixtures.ts';

let server: TestServer;
let caller: string;

beforeAll(async () => {
  server = await startServer();
  caller = (await issue(server, { scopes: ['TenantTokenManagement'] })).secret;
});
afterAll(() => server.close());

test('name and scopes change, and revoked switches off and on', async () => {
  const { secret, details } = await issue(server, { scopes: ['logs.read'] });
  const update = async (body: object) => {
    const answer = await callV1(server, caller, 'PUT', `/${details.token.publicId}`, { body });
    expect([answer.status, answer.text]).toEqual([204, '']);
    return (await lookUp(server, secret, caller)).json;
  };
  expect(await update({ name: 'renamed', scopes: ['metrics.read'] })).toMatchObject({
    name: 'renamed',
    scopes: ['metrics.read'],
    enabled: true,
  });
  expect(await update({ revoked: true })).toMatchObject({ name: 'renamed', enabled: false });
  expect((await lookUp(server, secret, secret)).status).toBe(401);
  expect(await update({ revoked: false, name: null })).toMatchObject({ name: 'renamed', enabled: true });
});
