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

test.each([
  ['limit=0', 'limit'],
  ['limit=1000001', 'limit'],
  ['limit=x', 'limit'],
  ['limit=5&limit=6', 'limit'],
  ['user=a&user=b', 'user'],
  ['from=now-1d', 'from'],
  ['from=-1', 'from'],
  ['to=999999999999999', 'to'],
  [Array(257).fill('permissions=x').join('&'), 'permissions'],
])('%s names the parameter', async (query, parameter) => {
  const { status, json } = await callV1(server, caller, 'GET', `?${query}`);
  expect([status, json]).toEqual([400, violated(['QUERY', parameter])]);
});
