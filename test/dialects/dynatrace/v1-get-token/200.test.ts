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

test('a used, expiring token is described with every member, times as milliseconds', async () => {
  const { authority, operator } = server;
  await authority.createAccount(operator, { type: 'user', username: 'john.smith' });
  const expiresAt = Date.UTC(2040, 0);
  const { secret, details } = await issue(server, {
    kind: 'dynatrace_personal_access_token',
    name: 'myToken',
    account: { username: 'john.smith' },
    scopes: ['metrics.read'],
    expiresAt,
  });
  await authority.verify({ secret });
  const { status, json } = await callV1(server, caller, 'GET', `/${details.token.publicId}`);
  expect(status).toBe(200);
  expect(Object.entries(json)).toEqual([
    ['id', secret.slice(0, 31)],
    ['name', 'myToken'],
    ['userId', 'john.smith'],
    ['revoked', false],
    ['created', details.token.createdAt],
    ['expires', expiresAt],
    ['lastUse', expect.any(Number)],
    ['scopes', ['metrics.read']],
    ['personalAccessToken', true],
  ]);
});

test('members without a value are absent, and a token that is switched off is revoked', async () => {
  const { details } = await issue(server, { name: 'bare' });
  await server.authority.update(server.operator, details, { disabled: true });
  const { json } = await callV1(server, caller, 'GET', `/${details.token.publicId}`);
  expect(json).toEqual({
    id: details.token.publicId,
    name: 'bare',
    userId: 'root',
    revoked: true,
    created: details.token.createdAt,
    scopes: [],
    personalAccessToken: false,
  });
});
