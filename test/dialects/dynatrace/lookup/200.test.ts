import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { issue, lookUp } from '../dynatrace-fixtures.ts';

const DAY_MS = 86_400_000;
const threeDigits = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

let server: TestServer;
let caller: string;

beforeAll(async () => {
  server = await startServer();
  caller = (await issue(server, { name: 'the caller' })).secret;
});
afterAll(() => server.close());

test('a used, expiring token is described with every member, in the documented order', async () => {
  const { authority, operator, clock } = server;
  await authority.createAccount(operator, { type: 'user', username: 'john.smith' });
  const expiresAt = Date.UTC(2040, 0, 2, 3, 4, 5);
  const { secret, details } = await issue(server, {
    kind: 'dynatrace_personal_access_token',
    name: 'myToken',
    account: { username: 'john.smith' },
    scopes: ['metrics.read', 'apiTokens.read'],
    expiresAt,
  });
  const usedAt = clock.now();
  await lookUp(server, caller, secret);
  const answer = await lookUp(server, secret, caller);
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  expect(Object.entries(answer.json)).toEqual([
    ['lastUsedDate', threeDigits],
    ['lastUsedIpAddress', '127.0.0.1'],
    ['expirationDate', '2040-01-02T03:04:05.000Z'],
    ['personalAccessToken', true],
    ['name', 'myToken'],
    ['id', secret.slice(0, 31)],
    ['owner', 'john.smith'],
    ['creationDate', new Date(details.token.createdAt).toISOString()],
    ['enabled', true],
    ['scopes', ['metrics.read', 'apiTokens.read']],
  ]);
  expect(Date.parse(answer.json.lastUsedDate)).toBeGreaterThanOrEqual(usedAt);
  expect(answer.text).not.toContain(secret.slice(32));
});

test('members without a value are absent', async () => {
  const { secret } = await issue(server, { name: 'bare' });
  const { json } = await lookUp(server, secret, caller);
  expect(json).toEqual({
    personalAccessToken: false,
    name: 'bare',
    id: secret.slice(0, 31),
    owner: 'root',
    creationDate: threeDigits,
    enabled: true,
    scopes: [],
  });
});

test('a lookup is a use of the caller’s token and not of the token looked up', async () => {
  const { secret, details } = await issue(server);
  await lookUp(server, secret, caller);
  expect((await server.authority.token(details.token.id))?.use.count).toBe(0);
  const self = await issue(server);
  const { json } = await lookUp(server, self.secret, self.secret);
  expect(json.lastUsedDate).toEqual(threeDigits);
  expect((await server.authority.token(self.details.token.id))?.use.count).toBe(1);
});

test('a disabled token is shown as not enabled, and enabling it again does not count as a modification', async () => {
  const { authority, operator, clock } = server;
  const { secret, details } = await issue(server);
  clock.advance(1000);
  await authority.update(operator, details, { disabled: true });
  const { status, json } = await lookUp(server, secret, caller);
  expect([status, json.enabled, json.modifiedDate]).toEqual([200, false, undefined]);
  await authority.update(operator, details, { disabled: false });
  const again = await lookUp(server, secret, caller);
  expect([again.json.enabled, again.json.modifiedDate]).toEqual([true, undefined]);
});

test('a change of name or scopes is a modification, told after the creation', async () => {
  const { authority, operator, clock } = server;
  const { secret, details } = await issue(server);
  clock.advance(60_000);
  await authority.update(operator, details, { name: 'renamed', scopes: ['metrics.read'] });
  const { json } = await lookUp(server, secret, caller);
  expect(Object.keys(json)).toEqual([
    'personalAccessToken',
    'name',
    'id',
    'owner',
    'creationDate',
    'modifiedDate',
    'enabled',
    'scopes',
  ]);
  expect(json).toMatchObject({ name: 'renamed', scopes: ['metrics.read'], modifiedDate: threeDigits });
  expect(Date.parse(json.modifiedDate)).toBeGreaterThanOrEqual(details.token.createdAt + 60_000);
});

test('a replaced token is shown as not enabled', async () => {
  const { secret, details } = await issue(server);
  await server.authority.rotate(server.operator, details, {});
  expect((await lookUp(server, secret, caller)).json).toMatchObject({ enabled: false });
});

test('an expired token is told with its expiry for seven days', async () => {
  const { clock } = server;
  const expiresAt = clock.now() + DAY_MS;
  const { secret } = await issue(server, { expiresAt });
  for (const daysAfter of [0, 6.99]) {
    clock.set(expiresAt + daysAfter * DAY_MS);
    const { status, json } = await lookUp(server, secret, caller);
    expect([status, json.expirationDate]).toEqual([200, new Date(expiresAt).toISOString()]);
  }
});

test('what a token was made for is told as a map of strings', async () => {
  const metadata = { dashboardId: 'abc', nested: { no: 1 }, number: 2 };
  const told = await issue(server, { attributes: { additional_metadata: metadata } });
  const untold = await issue(server, { attributes: { additional_metadata: ['no map'] } });
  expect((await lookUp(server, told.secret, caller)).json.additionalMetadata).toEqual({ dashboardId: 'abc' });
  expect((await lookUp(server, untold.secret, caller)).json).not.toHaveProperty('additionalMetadata');
});

test('the same store answers under every environment', async () => {
  const { secret } = await issue(server, { name: 'managed' });
  for (const path of [
    '/e/19a963a3/api/v2/apiTokens/lookup',
    '/e/a%2Fb/api/v2/apiTokens/lookup?x=1',
    '/api/v2/apiTokens/lookup',
  ]) {
    const headers = { authorization: `Api-Token ${caller}` };
    const { status, json } = await server.send(path, { method: 'POST', headers, body: { token: secret } });
    expect([path, status, json.name]).toEqual([path, 200, 'managed']);
  }
});

test.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset=UTF-8'])(
  'the content type %s is read',
  async (contentType) => {
    const { status } = await lookUp(server, caller, caller, { headers: { 'content-type': contentType } });
    expect(status).toBe(200);
  },
);

test('unknown members of the body are ignored, null or not', async () => {
  const body = { token: caller, enabled: true, personalAccessToken: null, more: [{}] };
  expect((await lookUp(server, caller, caller, { body })).status).toBe(200);
});

test('the scheme is read in any case, and the token may come as a query parameter', async () => {
  for (const scheme of ['api-token', 'API-TOKEN', 'Api-Token  ']) {
    const headers = { authorization: `${scheme} ${caller}` };
    expect((await lookUp(server, caller, '', { headers })).status).toBe(200);
  }
  const { status } = await server.send(`/api/v2/apiTokens/lookup?api-token=${caller}`, {
    method: 'POST',
    body: { token: caller },
  });
  expect(status).toBe(200);
  expect(server.logged()).not.toContain(caller.slice(32));
});

test('a viewer’s token, one without scopes and native ones with a Dynatrace scope or every scope may look up', async () => {
  const { authority, operator } = server;
  await authority.createAccount(operator, { type: 'user', username: 'watcher', role: 'viewer' });
  const account = { username: 'watcher' };
  for (const request of [
    { account },
    { kind: 'dynatrace_personal_access_token', account },
    { kind: 'access_token', account, scopes: ['metrics.read'] },
    { kind: 'access_token', account, scopes: ['*'] },
  ] as const)
    expect((await lookUp(server, caller, (await issue(server, request)).secret)).status).toBe(200);
});
