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

const good = { name: 'x', scopes: ['logs.read'] };

test.each<[object, ...string[]]>([
  [{}, 'name', 'scopes'],
  [{ ...good, name: 5 }, 'name'],
  [{ ...good, name: ' ' }, 'name'],
  [{ ...good, scopes: 'logs.read' }, 'scopes'],
  [{ ...good, scopes: ['nope'] }, 'scopes'],
  [{ ...good, scopes: ['*'] }, 'scopes'],
  [{ ...good, expiresIn: 5 }, 'expiresIn'],
  [{ ...good, expiresIn: [] }, 'expiresIn'],
  [{ ...good, expiresIn: {} }, 'expiresIn.value'],
  [{ ...good, expiresIn: { value: 0 } }, 'expiresIn.value'],
  [{ ...good, expiresIn: { value: -5, unit: 'DAYS' } }, 'expiresIn.value'],
  [{ ...good, expiresIn: { value: 1.5, unit: 'DAYS' } }, 'expiresIn.value'],
  [{ ...good, expiresIn: { value: '5', unit: 'WEEKS' } }, 'expiresIn.value', 'expiresIn.unit'],
  [{ ...good, expiresIn: { value: 5, unit: 'days' } }, 'expiresIn.unit'],
  [{ ...good, expiresIn: { value: 5_000_000, unit: 'DAYS' } }, 'expiresIn.value'],
])('%j is refused', async (body, ...members) => {
  const { status, json } = await callV1(server, caller, 'POST', '', { body });
  expect(json).toEqual(violated(...members.map((member) => ['PAYLOAD_BODY', member] as const)));
  expect(status).toBe(400);
});
