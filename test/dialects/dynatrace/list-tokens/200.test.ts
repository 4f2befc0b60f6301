import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, DAY_MS, issue, lookUp, timestamp } from '../dynatrace-fixtures.ts';

let server: TestServer;
let reader: string;

// One account for each test, so that the tests do not see each other's tokens.
beforeAll(async () => {
  server = await startServer();
  reader = (await issue(server, { name: 'the reader', scopes: ['apiTokens.read'] })).secret;
  for (const username of ['jane', 'Ünal', 'fields', 'sorted', 'used', 'gone', 'scoped'])
    await server.authority.createAccount(server.operator, { type: 'user', username });
});
afterAll(() => server.close());

const list = (parameters: Record<string, string>) =>
  call(server, reader, 'GET', `?${new URLSearchParams(parameters)}`);

/** The names that a list shows, in its order. */
async function names(parameters: Record<string, string>): Promise<readonly string[]> {
  const { status, json } = await list(parameters);
  expect(status).toBe(200);
  expect(json.totalCount).toBe(json.apiTokens.length);
  return json.apiTokens.map(({ name }: { name: string }) => name);
}

const make = (username: string, name: string, more: Parameters<typeof issue>[1] = {}) => {
  server.clock.advance(10);
  return issue(server, { account: { username }, name, ...more });
};

test('a list tells how many there are, shows the usual members, and ends without a key', async () => {
  const { secret } = await make('jane', 'first', { scopes: ['logs.read'], expiresAt: Date.UTC(2040, 0) });
  await make('jane', 'second', { kind: 'dynatrace_personal_access_token' });
  const { status, headers, text, json } = await list({ apiTokenSelector: 'owner("jane")' });
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  expect(text.startsWith('{"totalCount":2,"pageSize":200,"apiTokens":[{')).toBe(true);
  expect(Object.keys(json)).toEqual(['totalCount', 'pageSize', 'apiTokens']);
  expect(json.apiTokens.map(({ name }: { name: string }) => name)).toEqual(['second', 'first']);
  expect(json.apiTokens[1]).toEqual({
    name: 'first',
    id: secret.slice(0, 31),
    owner: 'jane',
    creationDate: timestamp,
    enabled: true,
  });
});

test('criteria narrow together; an owner is meant exactly', async () => {
  await make('Ünal', 'api');
  await make('Ünal', 'personal', { kind: 'dynatrace_personal_access_token' });
  expect(await names({ apiTokenSelector: 'owner("Ünal")' })).toEqual(['personal', 'api']);
  expect(await names({ apiTokenSelector: 'owner("Ünal"),personalAccessToken(true)' })).toEqual(['personal']);
  expect(await names({ apiTokenSelector: 'personalAccessToken(false), owner("Ünal")' })).toEqual(['api']);
  for (const none of [
    'owner("ünal")',
    'owner("Ünal ")',
    'owner("nobody")',
    'owner("")',
    'owner("a\0b")',
    'owner("Ünal"),owner("jane")',
    'owner("Ünal"),personalAccessToken(true),personalAccessToken(false)',
  ])
    expect(await names({ apiTokenSelector: none })).toEqual([]);
});

test('one of the scopes is enough, and every scope criterion must be met', async () => {
  await make('scoped', 'both', { scopes: ['logs.read', 'metrics.read'] });
  await make('scoped', 'logs', { scopes: ['logs.read'] });
  await make('scoped', 'events', { scopes: ['openpipeline.events_sdlc'] });
  const withScopes = (criteria: string) => names({ apiTokenSelector: `owner("scoped"),${criteria}` });
  expect(await withScopes('scope("logs.read")')).toEqual(['logs', 'both']);
  expect(await withScopes('scope("metrics.read","openpipeline.events_sdlc")')).toEqual(['events', 'both']);
  expect(await withScopes('scope("logs.read"),scope("metrics.read")')).toEqual(['both']);
  for (const none of ['Logs.read', 'logs', 'logs_read', '%', '*', '"'.slice(1), 'a\0'])
    expect(await withScopes(`scope("${none}")`)).toEqual([]);
});

test('fields are added, removed or replaced, encoded or not', async () => {
  await make('fields', 'x', { scopes: ['logs.read'], expiresAt: Date.UTC(2040, 0) });
  const members = async (query: string) => {
    const path = `?apiTokenSelector=owner(%22fields%22)&fields=${query}`;
    const { json } = await call(server, reader, 'GET', path);
    return Object.keys(json.apiTokens[0]).sort();
  };
  const usual = ['creationDate', 'enabled', 'id', 'name', 'owner'];
  expect(await members('%2Bscopes%2C-owner')).toEqual(['creationDate', 'enabled', 'id', 'name', 'scopes']);
  expect(await members('+scopes,+expirationDate')).toEqual([...usual, 'expirationDate', 'scopes'].sort());
  expect(await members('personalAccessToken')).toEqual(['id', 'personalAccessToken']);
  expect(await members('%2BlastUsedDate,%2BmodifiedDate,%2BadditionalMetadata')).toEqual(usual);
  expect(await members('')).toEqual(usual);
});

test('every order puts what was never used or modified first, what never expires last, and downwards turns it round', async () => {
  const { authority, operator, clock } = server;
  const tokens = [
    await make('sorted', 'b', { expiresAt: Date.UTC(2041, 0) }),
    await make('sorted', 'c'),
    await make('sorted', 'a', { expiresAt: Date.UTC(2040, 0) }),
  ] as const;
  for (const index of [1, 0] as const) {
    clock.advance(1000);
    await lookUp(server, 'x', tokens[index].secret);
  }
  for (const index of [2, 1] as const) {
    clock.advance(1000);
    await authority.update(operator, tokens[index].details, { description: 'changed' });
  }
  await authority.update(operator, tokens[0].details, { disabled: true });
  const expected = {
    name: ['a', 'b', 'c'],
    creationDate: ['b', 'c', 'a'],
    expirationDate: ['a', 'b', 'c'],
    lastUsedDate: ['a', 'c', 'b'],
    modifiedDate: ['b', 'a', 'c'],
  };
  const apiTokenSelector = 'owner("sorted")';
  for (const [field, order] of Object.entries(expected)) {
    for (const upwards of [field, `+${field}`, ` ${field}`])
      expect(await names({ apiTokenSelector, sort: upwards })).toEqual(order);
    expect(await names({ apiTokenSelector, sort: `-${field}` })).toEqual(order.toReversed());
  }
  expect(await names({ apiTokenSelector })).toEqual(expected.creationDate.toReversed());
});

test('a window of the last use holds both its ends, and to is now when it is left out', async () => {
  const { clock } = server;
  const token = await make('used', 'used');
  await make('used', 'never used');
  await lookUp(server, 'x', token.secret);
  const usedAt = Date.parse((await lookUp(server, token.secret, reader)).json.lastUsedDate);
  clock.advance(60_000);
  const used = (window: Record<string, string>) =>
    names({ apiTokenSelector: 'owner("used")', sort: 'name', ...window });
  const at = String(usedAt);
  for (const window of [
    { from: at },
    { from: at, to: at },
    { to: at },
    { from: 'now-2m' },
    { from: 'now-1h/h', to: 'now' },
    { from: new Date(usedAt).toISOString().replace('T', ' ').replace('Z', '+00:00') },
  ] as Record<string, string>[])
    expect(await used(window)).toEqual(['used']);
  for (const window of [
    { from: String(usedAt + 1) },
    { to: String(usedAt - 1) },
    { from: 'now-1m', to: 'now' },
  ])
    expect(await used(window)).toEqual([]);
  expect(await used({})).toEqual(['never used', 'used']);
});

test('deleted tokens are not listed, disabled ones are, and expired ones for seven days', async () => {
  const { authority, operator, clock } = server;
  const expiresAt = clock.now() + DAY_MS;
  const deleted = await make('gone', 'deleted');
  const disabled = await make('gone', 'disabled');
  await make('gone', 'expiring', { expiresAt });
  await authority.revoke(operator, deleted.details);
  await authority.update(operator, disabled.details, { disabled: true });
  const apiTokenSelector = 'owner("gone")';
  clock.set(expiresAt + 6.99 * DAY_MS);
  expect(await names({ apiTokenSelector, sort: 'name' })).toEqual(['disabled', 'expiring']);
  clock.set(expiresAt + 7 * DAY_MS + 60_000);
  expect(await names({ apiTokenSelector, sort: 'name' })).toEqual(['disabled']);
});

test('tokens of other kinds are never listed', async () => {
  await issue(server, { kind: 'access_token', name: 'native' });
  await issue(server, { kind: 'unleash_client_token', name: 'unleash' });
  const listed = await names({ pageSize: '1000' });
  expect(listed).toContain('the reader');
  expect(listed).not.toContain('native');
  expect(listed).not.toContain('unleash');
});

test('blank and unknown parameters count as absent', async () => {
  const blank = {
    nextPageKey: '',
    pageSize: '',
    apiTokenSelector: '',
    fields: '',
    from: '',
    to: '',
    sort: '',
  };
  const { status, json } = await list({ ...blank, _: '5', 'page-size': '7' });
  expect([status, json.pageSize]).toEqual([200, 200]);
});
