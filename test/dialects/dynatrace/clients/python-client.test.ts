import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, issue, manager } from '../dynatrace-fixtures.ts';

// api-client-python (`dt`), and qontract-reconcile, which works through it.

let server: TestServer;
let caller: string;

beforeAll(async () => {
  server = await startServer();
  caller = await manager(server, { expiresAt: Date.UTC(2040, 0) });
});
afterAll(() => server.close());

/** Every request says that its body is JSON, those without a body too. */
const request = (method: string, path = '', body?: object) =>
  call(server, caller, method, path, {
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });

/** `%Y-%m-%dT%H:%M:%S.%fZ`, which is what `strptime` is given. */
const parsable = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,6}Z$/;

test('a token is created with explicit nulls', async () => {
  const { status, json } = await request('POST', '', {
    name: 'qontract',
    scopes: ['metrics.read'],
    personalAccessToken: null,
    expirationDate: null,
  });
  expect([status, Object.keys(json)]).toEqual([201, ['id', 'token']]);
});

test('a whole list is read by nothing but keys, until one is missing', async () => {
  for (let count = 0; count < 250; count += 1) await issue(server, { name: `token ${count}` });
  const ids = new Set<string>();
  let { json: page } = await request('GET', '?pageSize=100&fields=%2BmodifiedDate&sort=name');
  const total: number = page.totalCount;
  for (;;) {
    for (const { id } of page.apiTokens) ids.add(id);
    const key = page.nextPageKey ?? null;
    if (key === null) break;
    page = (await request('GET', `?nextPageKey=${encodeURIComponent(key)}`)).json;
  }
  expect(ids.size).toBe(total);
});

test('every date can be parsed', async () => {
  const own = await request('GET', `/${caller.slice(0, 31)}`);
  const dates = Object.entries<string>(own.json).filter(([name]) => name.endsWith('Date'));
  expect(dates.map(([name]) => name)).toEqual(['lastUsedDate', 'expirationDate', 'creationDate']);
  for (const [, date] of dates) expect(date).toMatch(parsable);
});

test('a token is renamed to carry a new hash of its scopes, and deleted', async () => {
  const { json } = await request('POST', '', { name: 'qontract abc', scopes: ['metrics.read'] });
  const change = { name: 'qontract def', scopes: ['metrics.read', 'logs.read'], enabled: null };
  expect((await request('PUT', `/${json.id}`, change)).status).toBe(204);
  const list = await request('GET', '?pageSize=500');
  const found = list.json.apiTokens.find(({ id }: { id: string }) => id === json.id);
  expect(found.name).toBe('qontract def');
  expect((await request('DELETE', `/${json.id}`)).status).toBe(204);
});

test('a request too many is told how long to wait, in seconds', async () => {
  const { secret } = await issue(server, {
    scopes: ['apiTokens.read'],
    limits: { requests: 1, perSeconds: 60 },
  });
  await call(server, secret, 'GET');
  const { status, headers } = await call(server, secret, 'GET');
  expect([status, /^\d+$/.test(headers['retry-after'] ?? '')]).toEqual([429, true]);
});
