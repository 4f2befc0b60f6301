import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { byName, call, issue, permitted, personalToken, recordOf } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
  for (const path of ['other', 'third'])
    await server.authority.createResource(server.operator, { type: 'unleash_project', path });
});
afterAll(() => server.close());

const create = (body: unknown, authorization = server.rootSecret, headers = {}) =>
  call(server, authorization, 'POST', '/api-tokens', body, headers);

test('a token is answered with its secret, where its list is, and every member in the order of a creation', async () => {
  const { status, headers, text, json } = await create({ tokenName: 'first', type: 'client' });
  expect(status).toBe(201);
  expect(headers.location).toBe('api-tokens');
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  expect(json.secret).toMatch(/^\*:default\.[0-9a-f]{56}$/);
  expect(text).toBe(
    `{"tokenName":"first","environment":"default","projects":["*"],"secret":"${json.secret}","type":"client","username":"first","alias":null,"project":"*","createdAt":"${json.createdAt}"}`,
  );
  expect(Math.abs(Date.parse(json.createdAt) - server.clock.now())).toBeLessThan(60_000);
  expect((await byName(server, 'first', server.rootSecret)).json.tokens).toMatchObject([
    { secret: json.secret, expiresAt: null, seenAt: null },
  ]);
});

test('an expiry that was sent is answered between projects and secret, in UTC', async () => {
  const { json } = await create({ tokenName: 'e', type: 'client', expiresAt: '2099-01-02T14:00:00+02:00' });
  expect(Object.keys(json).slice(2, 5)).toEqual(['projects', 'expiresAt', 'secret']);
  expect(json.expiresAt).toBe('2099-01-02T12:00:00.000Z');
});

test.each([
  ['2030-01-02T12:00:00'],
  ['2030-01-02 12:00:00Z'],
  ['2030-01-02t12:00:00z'],
  ['2030-01-02T12:00:00.000999Z'],
])('the expiry %s is understood', async (expiresAt) => {
  const { status, json } = await create({ tokenName: 'e', type: 'client', expiresAt });
  expect([status, json.expiresAt]).toEqual([201, '2030-01-02T12:00:00.000Z']);
});

test('an expiry in the past is taken, and the token never works', async () => {
  const { status, json } = await create({
    tokenName: 'past',
    type: 'client',
    expiresAt: '2024-12-31T00:00:00Z',
  });
  expect(status).toBe(201);
  const verdict = await server.authority.verify({ secret: json.secret });
  expect(verdict).toMatchObject({ valid: false, reason: 'expired' });
});

test.each([
  ['CLIENT', 'client', 'unleash_client_token'],
  ['Frontend', 'frontend', 'unleash_frontend_token'],
] as const)('the type %s is %s', async (type, answered, kind) => {
  const { status, json } = await create({ tokenName: 't', type });
  expect([status, json.type]).toEqual([201, answered]);
  expect((await recordOf(server, json.secret)).kind).toBe(kind);
});

test.each([
  [42, '42'],
  [true, 'true'],
  [' two  blanks ', ' two  blanks '],
  ['a/b ☃', 'a/b ☃'],
  ['x'.repeat(300), 'x'.repeat(300)],
])('the name %j is kept as %j', async (tokenName, kept) => {
  const { status, json } = await create({ tokenName, type: 'client' });
  expect([status, json.tokenName, json.username]).toEqual([201, kept, kept]);
  expect((await recordOf(server, json.secret)).name).toBe(kept);
});

test('names are not unique, and the older member for them is taken', async () => {
  const first = await create({ tokenName: 'twice', type: 'client' });
  const second = await create({ username: 'twice', type: 'client' });
  expect([first.status, second.status]).toEqual([201, 201]);
  expect((await byName(server, 'twice', server.rootSecret)).json.tokens).toHaveLength(2);
});

test.each([
  [{ project: 'other' }, ['other'], 'other', 'other:'],
  [{ project: '*' }, ['*'], '*', '*:'],
  [{ projects: ['other'] }, ['other'], 'other', 'other:'],
  [{ projects: ['other', 'default'] }, ['other', 'default'], 'other,default', '[]:'],
  [{ projects: ['other', '*'] }, ['*'], '*', '*:'],
  [{ projects: ['*', '*'] }, ['*'], '*', '*:'],
])('%j scopes to %j', async (scope, projects, project, head) => {
  const { status, json } = await create({ tokenName: 'scoped', type: 'client', ...scope });
  expect([status, json.projects, json.project]).toEqual([201, projects, project]);
  expect(json.secret.startsWith(`${head}default.`)).toBe(true);
});

test('the environment is the one asked for', async () => {
  const { status, json } = await create({ tokenName: 'env', type: 'client', environment: 'development' });
  expect([status, json.environment]).toEqual([201, 'development']);
  expect(json.secret).toMatch(/^\*:development\./);
});

test('members that nobody knows change nothing', async () => {
  const extra = {
    foo: { bar: [1] },
    secret: 'x'.repeat(64),
    alias: 'a',
    createdAt: '2000-01-01T00:00:00Z',
    seenAt: '2000-01-01T00:00:00Z',
    createdByUserId: 1,
    kind: 'unleash_admin_token',
  };
  const { status, json } = await create({ tokenName: 'extra', type: 'client', ...extra });
  expect(status).toBe(201);
  expect([json.alias, json.foo, json.createdByUserId]).toEqual([null, undefined, undefined]);
  expect(json.secret).not.toContain('xxxx');
});

test('the created token remembers who made it, and that is audited', async () => {
  const { secret, details } = await issue(server, { kind: 'unleash_admin_token', name: 'maker' });
  const { json } = await create({ tokenName: 'made', type: 'frontend' }, secret);
  const [event] = await server.authority.auditEvents({ type: 'token_issued', limit: 1 });
  expect(event).toMatchObject({
    actor: { tokenId: details.token.id, via: 'unleash' },
    details: { kind: 'unleash_frontend_token', name: 'made' },
  });
  expect(JSON.stringify(event)).not.toContain(json.secret.slice(-56));
  expect(server.logged()).not.toContain(json.secret.slice(-56));
});

test('a permission for one family creates tokens of that family', async () => {
  const client = await permitted(server, 'CREATE_CLIENT_API_TOKEN');
  expect((await create({ tokenName: 'c', type: 'client' }, client)).status).toBe(201);
  const frontend = await permitted(server, 'CREATE_FRONTEND_API_TOKEN');
  expect((await create({ tokenName: 'f', type: 'frontend' }, frontend)).status).toBe(201);
  const admin = await personalToken(server, 'admin');
  expect((await create({ tokenName: 'a', type: 'client' }, admin)).status).toBe(201);
});

test.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON'])(
  'the content type %s is taken, and a trailing slash',
  async (type) => {
    const { status } = await server.send('/api/admin/API-tokens/', {
      method: 'POST',
      headers: { authorization: server.rootSecret, 'content-type': type },
      body: '{"tokenName":"typed","type":"client"}',
    });
    expect(status).toBe(201);
  },
);
