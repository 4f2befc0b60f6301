import { afterAll, beforeAll, expect, test } from 'vitest';
import { dynatraceScopes } from '../../../../src/core/kinds/dynatrace-scopes.ts';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, DAY_MS, issue, lookUp, manager, timestamp } from '../dynatrace-fixtures.ts';

let server: TestServer;
let caller: string;

beforeAll(async () => {
  server = await startServer({ JETON_DYNATRACE_EXTRA_SCOPES: 'custom.read' });
  caller = await manager(server);
});
afterAll(() => server.close());

const create = (body: object, by = caller) => call(server, by, 'POST', '', { body });

test('a token that never expires is answered with its id and its secret, and nothing else', async () => {
  const { status, headers, json } = await create({ name: 'tokenName', scopes: ['metrics.read'] });
  expect(status).toBe(201);
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  expect(Object.entries(json)).toEqual([
    ['id', expect.stringMatching(/^dt0c01\.[A-Z2-7]{24}$/)],
    ['token', expect.stringMatching(/^dt0c01\.[A-Z2-7]{24}\.[A-Z2-7]{64}$/)],
  ]);
  expect(json.token).toHaveLength(96);
  expect(json.token.startsWith(`${json.id}.`)).toBe(true);
  expect((await lookUp(server, json.token, json.token)).json).toEqual({
    lastUsedDate: timestamp,
    lastUsedIpAddress: '127.0.0.1',
    id: json.id,
    name: 'tokenName',
    owner: 'root',
    enabled: true,
    personalAccessToken: false,
    creationDate: timestamp,
    scopes: ['metrics.read'],
  });
  expect(server.logged()).not.toContain(json.token.slice(32));
});

test('the secret is shown by no other call', async () => {
  const { json } = await create({ name: 'once', scopes: [] });
  for (const path of [`/${json.id}`, '?fields=%2Bscopes'])
    expect((await call(server, caller, 'GET', path)).text).not.toContain(json.token.slice(32));
});

test('an expiring token is answered with its expiry, in UTC', async () => {
  const body = { name: 'x', scopes: [], expirationDate: '2040-01-25 05:57:01.1+01:00' };
  const { status, json } = await create(body);
  expect([status, Object.keys(json)]).toEqual([201, ['id', 'token', 'expirationDate']]);
  expect(json.expirationDate).toBe('2040-01-25T04:57:01.100Z');
});

test('an expiry may be relative to now', async () => {
  const before = server.clock.now();
  const { json } = await create({ name: 'x', scopes: [], expirationDate: 'now+14d' });
  const lifetime = Date.parse(json.expirationDate) - before;
  expect(lifetime).toBeGreaterThanOrEqual(14 * DAY_MS);
  expect(lifetime).toBeLessThan(14 * DAY_MS + 60_000);
});

test('the default lifetime of the installation does not apply', async () => {
  const { authority, operator } = server;
  const native = await authority.issue(operator, { kind: 'access_token', name: 'x' });
  expect(native.details.token.expiresAt).not.toBeNull();
  expect((await create({ name: 'x', scopes: [] })).json).not.toHaveProperty('expirationDate');
});

test('the owner is the caller’s, whatever its role and the kind of its token', async () => {
  const { authority, operator } = server;
  await authority.createAccount(operator, { type: 'user', username: 'watcher', role: 'viewer' });
  const account = { username: 'watcher' };
  for (const request of [
    { account, scopes: ['apiTokens.write'] },
    { kind: 'dynatrace_personal_access_token', account, scopes: ['apiTokens.write'] },
    { kind: 'access_token', account, scopes: ['apiTokens.write'] },
    { kind: 'access_token', account, scopes: ['*'] },
  ] as const) {
    const { status, json } = await create({ name: 'x', scopes: [] }, (await issue(server, request)).secret);
    expect(status).toBe(201);
    expect((await lookUp(server, json.token, caller)).json.owner).toBe('watcher');
  }
});

test('whoever may create grants every scope there is, the installation’s own included', async () => {
  const scopes = [...dynatraceScopes, 'custom.read'];
  const { status, json } = await create({ name: 'x', scopes });
  expect(status).toBe(201);
  expect((await lookUp(server, json.token, caller)).json.scopes).toEqual(scopes);
});

test('a personal access token is one', async () => {
  const body = { name: 'x', scopes: ['metrics.read', 'custom.read'], personalAccessToken: true };
  const { json } = await create(body);
  expect((await lookUp(server, json.token, caller)).json.personalAccessToken).toBe(true);
});

test('names are not unique, and scopes count once', async () => {
  const body = { name: 'same', scopes: ['metrics.read', 'metrics.read'] };
  const [one, other] = [await create(body), await create(body)];
  expect(one?.json.id).not.toBe(other?.json.id);
  expect((await lookUp(server, one?.json.token, caller)).json.scopes).toEqual(['metrics.read']);
});

test('members that are null count as absent, and unknown ones are ignored', async () => {
  const body = { name: 'x', scopes: [], personalAccessToken: null, expirationDate: null, enabled: false };
  const { status, json } = await create({ ...body, id: 'mine', owner: 'else' });
  expect(status).toBe(201);
  expect((await lookUp(server, json.token, caller)).json).toMatchObject({ enabled: true, owner: 'root' });
});

test('the creation is in the audit, with who asked for it and without the secret', async () => {
  const { json } = await create({ name: 'told', scopes: [] });
  const events = await server.authority.auditEvents({ type: 'token_issued', limit: 1 });
  expect(events[0]).toMatchObject({ actor: { via: 'dynatrace', ip: '127.0.0.1', accountId: 1 } });
  expect(JSON.stringify(events)).toContain('told');
  expect(JSON.stringify(events)).not.toContain(json.token.slice(32));
});
