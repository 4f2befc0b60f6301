import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { callV1, issue, violated } from '../dynatrace-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('nobody changes the token one authenticates with, in whatever way', async () => {
  const { secret } = await issue(server, { scopes: ['TenantTokenManagement'] });
  for (const body of [{ revoked: true }, { revoked: false }, { name: 'x' }, {}]) {
    const { status, json } = await callV1(server, secret, 'PUT', `/${secret.slice(0, 31)}`, { body });
    expect([status, json]).toEqual([400, violated(['PATH', 'id'])]);
  }
});

test('a member of a wrong type is named', async () => {
  const { secret } = await issue(server, { scopes: ['TenantTokenManagement'] });
  const { details } = await issue(server);
  const body = { name: 1, scopes: {}, revoked: 'yes' };
  const { status, json } = await callV1(server, secret, 'PUT', `/${details.token.publicId}`, { body });
  const places = ['name', 'scopes', 'revoked'].map((member) => ['PAYLOAD_BODY', member] as const);
  expect([status, json]).toEqual([400, violated(...places)]);
});
