import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { callV1, issue, lookUp } from '../dynatrace-fixtures.ts';

let server: TestServer;
let caller: string;

beforeAll(async () => {
  server = await startServer();
  caller = (await issue(server, { scopes: ['TenantTokenManagement'] })).secret;
  for (const username of ['jane', 'many', 'used'])
    await server.authority.createAccount(server.operator, { type: 'user', username });
});
afterAll(() => server.close());

async function listed(query: string): Promise<readonly { id: string; name: string; description?: string }[]> {
  const { status, json } = await callV1(server, caller, 'GET', `?${query}`);
  expect([status, Object.keys(json)]).toEqual([200, ['values']]);
  return json.values;
}

test('a list holds ids and names, newest first, and a description where there is one', async () => {
  const account = { username: 'jane' };
  const first = await issue(server, { account, name: 'first', scopes: ['logs.read', 'metrics.read'] });
  server.clock.advance(10);
  await issue(server, { account, name: 'second', description: 'told', scopes: ['logs.read'] });
  expect(await listed('user=jane')).toEqual([
    { id: expect.any(String), name: 'second', description: 'told' },
    { id: first.details.token.publicId, name: 'first' },
  ]);
  expect(await listed('user=Jane')).toEqual([]);
});

test('a token has all the permissions that are asked for', async () => {
  const named = async (query: string) => (await listed(`user=jane&${query}`)).map(({ name }) => name);
  expect(await named('permissions=logs.read')).toEqual(['second', 'first']);
  expect(await named('permissions=logs.read&permissions=metrics.read')).toEqual(['first']);
  expect(await named('permissions=logs.read&permissions=nope')).toEqual([]);
});

test('a window of the last use holds both its ends', async () => {
  const { secret } = await issue(server, { account: { username: 'used' } });
  const { json } = await lookUp(server, secret, secret);
  const usedAt = Date.parse(json.lastUsedDate);
  expect(await listed(`user=used&from=${usedAt}&to=${usedAt}`)).toHaveLength(1);
  expect(await listed(`user=used&from=${usedAt}`)).toHaveLength(1);
  expect(await listed(`user=used&from=${usedAt + 1}`)).toEqual([]);
  expect(await listed(`user=used&to=${usedAt - 1}`)).toEqual([]);
});

test('the limit is kept, 1000 by default, also where a list is read in several blocks', async () => {
  for (let count = 0; count < 2005; count += 1) await issue(server, { account: { username: 'many' } });
  expect(await listed('user=many')).toHaveLength(1000);
  expect(await listed('user=many&limit=7')).toHaveLength(7);
  const all = await listed('user=many&limit=1000000');
  expect(new Set(all.map(({ id }) => id)).size).toBe(2005);
});
