import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, lookUp, manager } from '../dynatrace-fixtures.ts';

// terraform-provider-dynatrace: resource dynatrace_api_token, data sources dynatrace_api_token(s).

let server: TestServer;
let caller: string;

beforeAll(async () => {
  server = await startServer();
  caller = await manager(server);
});
afterAll(() => server.close());

const LIST =
  '?pageSize=10000&fields=%2Bscopes%2C%2BexpirationDate%2C%2BpersonalAccessToken&sort=-creationDate';

/** What the provider sends, which has more members than the API takes. */
const planned = {
  name: 'tf-token',
  enabled: true,
  personalAccessToken: false,
  expirationDate: '2040-01-01T00:00:00.000Z',
  scopes: ['metrics.read', 'logs.read'],
};

async function apply(plan: object) {
  const created = await call(server, caller, 'POST', '', { body: plan });
  expect(created.status).toBeLessThan(300);
  return created.json as { id: string; token: string; expirationDate?: string };
}

test('what was created is found in the list with everything that the state holds', async () => {
  const { id, token, expirationDate } = await apply(planned);
  expect(expirationDate).toBe(planned.expirationDate);
  expect(token.startsWith(id)).toBe(true);
  const { status, json } = await call(server, caller, 'GET', LIST);
  expect([status, json.pageSize]).toEqual([200, 10_000]);
  expect(json.apiTokens[0]).toEqual({
    id,
    owner: 'root',
    creationDate: expect.any(String),
    name: planned.name,
    enabled: true,
    personalAccessToken: false,
    expirationDate: planned.expirationDate,
    scopes: planned.scopes,
  });
});

test('a token planned as disabled is created and then disabled by a change with every member', async () => {
  const plan = { ...planned, name: 'tf-disabled', enabled: false };
  const { id, token } = await apply(plan);
  expect((await lookUp(server, token, token)).status).toBe(200);
  const disabled = await call(server, caller, 'PUT', `/${id}`, { body: plan });
  expect(disabled.status).toBe(204);
  expect((await lookUp(server, token, token)).status).toBe(401);
  expect((await call(server, caller, 'GET', `/${id}`)).json).toMatchObject({ enabled: false });
});

test('applying the same plan again changes nothing, and a changed plan changes just that', async () => {
  const { id } = await apply({ ...planned, name: 'tf-again' });
  server.clock.advance(1000);
  const read = async () => (await call(server, caller, 'GET', `/${id}`)).json;
  const before = await read();
  const put = (body: object) => call(server, caller, 'PUT', `/${id}`, { body });
  expect((await put({ ...planned, name: 'tf-again', scopes: planned.scopes.toReversed() })).status).toBe(204);
  expect(await read()).toEqual(before);
  const later = { ...planned, name: 'tf-again', scopes: ['metrics.read'], expirationDate: 'now+5y' };
  expect((await put(later)).status).toBe(204);
  expect(await read()).toEqual({ ...before, scopes: ['metrics.read'], modifiedDate: expect.any(String) });
});

test('what was destroyed is gone at the next refresh, by the status that the provider knows', async () => {
  const { id } = await apply({ ...planned, name: 'tf-destroyed' });
  expect((await call(server, caller, 'DELETE', `/${id}`)).status).toBe(204);
  expect((await call(server, caller, 'GET', `/${id}`)).json).toMatchObject({ error: { code: 404 } });
  expect((await call(server, caller, 'DELETE', `/${id}`)).status).toBe(404);
});

test('a scope that is missing is told by the prefix that the export looks for', async () => {
  const reader = await manager(server, { scopes: ['apiTokens.read'] });
  const { json } = await call(server, reader, 'POST', '', { body: planned });
  expect(json.error.message.startsWith('Token is missing required scope')).toBe(true);
});
