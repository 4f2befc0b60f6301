import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, issue, manager, violated } from '../dynatrace-fixtures.ts';

let server: TestServer;
let caller: string;

beforeAll(async () => {
  server = await startServer();
  caller = await manager(server);
});
afterAll(() => server.close());

const good = { name: 'x', scopes: ['metrics.read'] };

test.each<[string, unknown, ...string[]]>([
  ['nothing', {}, 'name', 'scopes'],
  ['a list', [good], 'name', 'scopes'],
  ['null', 'null', 'name', 'scopes'],
  ['an empty body', '', 'name', 'scopes'],
  ['no name', { scopes: [] }, 'name'],
  ['a null name', { ...good, name: null }, 'name'],
  ['a blank name', { ...good, name: ' ' }, 'name'],
  ['a name that is none', { ...good, name: 5 }, 'name'],
  ['a name of 256 characters', { ...good, name: 'x'.repeat(256) }, 'name'],
  ['a name with a null byte', { ...good, name: 'a\0b' }, 'name'],
  ['a name with a lone surrogate', { ...good, name: '\ud800' }, 'name'],
  ['no scopes', { name: 'x' }, 'scopes'],
  ['scopes that are no list', { ...good, scopes: 'metrics.read' }, 'scopes'],
  ['a scope that is no string', { ...good, scopes: ['metrics.read', 1, null, {}] }, 'scopes'],
  ['an unknown scope', { ...good, scopes: ['metrics.read', 'metrics.reed'] }, 'scopes'],
  ['a scope in another case', { ...good, scopes: ['Metrics.read'] }, 'scopes'],
  ['every scope', { ...good, scopes: ['*'] }, 'scopes'],
  ['a scope of another dialect', { ...good, scopes: ['tokens:read'] }, 'scopes'],
  ['a scope that only answers have', { ...good, scopes: ['ViewDashboard'] }, 'scopes'],
  ['too many scopes', { ...good, scopes: Array(1000).fill('metrics.read') }, 'scopes'],
  ['a personal token with more', { ...good, scopes: ['logs.read'], personalAccessToken: true }, 'scopes'],
  ['a personal token that is no flag', { ...good, personalAccessToken: 'true' }, 'personalAccessToken'],
  ['an expiry that is a number', { ...good, expirationDate: 4102444800000 }, 'expirationDate'],
  ['an expiry that is no time', { ...good, expirationDate: 'tomorrow' }, 'expirationDate'],
  ['an empty expiry', { ...good, expirationDate: '' }, 'expirationDate'],
  ['a day that is none', { ...good, expirationDate: '2040-02-30T00:00' }, 'expirationDate'],
  ['a past expiry', { ...good, expirationDate: '2020-01-01T00:00:00Z' }, 'expirationDate'],
  ['an expiry that is now', { ...good, expirationDate: 'now' }, 'expirationDate'],
  ['a relative past expiry', { ...good, expirationDate: 'now-1m' }, 'expirationDate'],
  ['an expiry after the year 9999', { ...good, expirationDate: 'now+9000y' }, 'expirationDate'],
])('%s is named', async (_, body, ...members) => {
  const headers = { 'content-type': 'application/json' };
  const { status, json } = await call(server, caller, 'POST', '', { body, headers });
  expect(json).toEqual(violated(...members.map((member) => ['PAYLOAD_BODY', member] as const)));
  expect(status).toBe(400);
});

test('a body with a hundred thousand faults is answered with one', async () => {
  const body = { ...good, scopes: Array(100_000).fill(1) };
  const { text } = await call(server, caller, 'POST', '', { body });
  expect(text.length).toBeLessThan(1000);
});

test('a native token that holds everything grants no scope of another dialect either', async () => {
  const { secret } = await issue(server, { kind: 'access_token', scopes: ['*'] });
  for (const scope of ['api', 'unleash:admin', '*', 'tokens:write']) {
    const { status } = await call(server, secret, 'POST', '', { body: { name: 'x', scopes: [scope] } });
    expect(status).toBe(400);
  }
});
