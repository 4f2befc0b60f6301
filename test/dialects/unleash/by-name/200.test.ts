import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { byName, issue, personalToken, typesByName } from '../unleash-fixtures.ts';

const NOON = Date.UTC(2030, 0, 1, 12);

let server: TestServer;
let admin: string;

beforeAll(async () => {
  server = await startServer();
  admin = (await issue(server, { kind: 'unleash_admin_token', name: 'the admin' })).secret;
});
afterAll(() => server.close());

test('a token is shown with every member of profile 6, in its order, and its whole secret', async () => {
  server.clock.set(NOON);
  const { secret, details } = await issue(server, {
    name: 'whole',
    expiresAt: NOON + 86_400_000,
    attributes: { projects: ['one', 'two'], environment: 'production' },
  });
  expect(secret).toMatch(/^\[]:production\.[0-9a-f]{56}$/);
  const answer = await byName(server, 'whole', admin);
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  expect(answer.headers.vary).toBe('Accept-Encoding');
  const createdAt = new Date(details.token.createdAt).toISOString();
  expect(answer.text).toBe(
    `{"tokens":[{"secret":"${secret}","tokenName":"whole","type":"client","project":"one,two","projects":["one","two"],"environment":"production","expiresAt":"2030-01-02T12:00:00.000Z","createdAt":"${createdAt}","alias":null,"seenAt":null,"username":"whole"}]}`,
  );
});

test('a token without projects and environment is for all projects and the default environment', async () => {
  await issue(server, { name: 'plain' });
  await issue(server, { name: 'plain', kind: 'unleash_admin_token' });
  const { json } = await byName(server, 'plain', admin);
  expect(json.tokens).toMatchObject([
    { type: 'client', project: '*', projects: ['*'], environment: 'default', expiresAt: null },
    { type: 'admin', project: '*', projects: ['*'], environment: '*', expiresAt: null },
  ]);
});

test('every token of a name is listed, the oldest first', async () => {
  const secrets: string[] = [];
  for (const day of [0, 1, 2]) {
    server.clock.set(NOON + day * 86_400_000);
    secrets.push((await issue(server, { name: 'thrice' })).secret);
  }
  const { json } = await byName(server, 'thrice', admin);
  expect(json.tokens.map((one: { readonly secret: string }) => one.secret)).toEqual(secrets);
});

test('a name that no token has answers an empty list', async () => {
  const answer = await byName(server, 'nobody', admin);
  expect(answer.status).toBe(200);
  expect(answer.text).toBe('{"tokens":[]}');
});

test('only the exact name counts: case, blanks and parts of it match nothing', async () => {
  await issue(server, { name: 'Exact name' });
  for (const name of ['exact name', ' Exact name', 'Exact name ', 'Exact', 'Exact%', '%', 'Exact_name'])
    expect((await byName(server, name, admin)).text).toBe('{"tokens":[]}');
  expect((await byName(server, 'Exact name', admin)).json.tokens).toHaveLength(1);
});

test.each([
  'a/b',
  '../up',
  '.',
  '..',
  'a b',
  'what?',
  'snow ☃ 雪',
  '50%',
  '%2F',
  'a#b',
  'a+b',
  "';--",
  'x'.repeat(250),
])('the name %j is found by its percent-encoded form', async (name) => {
  await issue(server, { name });
  const { status, json } = await byName(server, name, admin);
  expect(status).toBe(200);
  expect(json.tokens).toMatchObject([{ tokenName: name, username: name }]);
});

test('a null byte in the name, and a name longer than any, match nothing', async () => {
  expect((await byName(server, 'a\0b', admin)).text).toBe('{"tokens":[]}');
  expect((await byName(server, 'x'.repeat(8000), admin)).text).toBe('{"tokens":[]}');
});

test('a secret in the place of a name matches nothing and leaves no trace', async () => {
  const { secret } = await issue(server, { name: 'looked for by secret' });
  const answer = await byName(server, secret, admin);
  expect(answer.status).toBe(200);
  expect(answer.text).toBe('{"tokens":[]}');
  expect(server.logged()).not.toContain(secret.slice(-56));
});

test('the query, a trailing slash, doubled slashes and upper-case paths make no difference', async () => {
  await issue(server, { name: 'Lenient' });
  const headers = { authorization: admin };
  for (const path of [
    '/api/admin/api-tokens/Lenient?limit=0&name=other',
    '/api/admin/api-tokens/Lenient/',
    '//api///admin/api-tokens//Lenient//?x=1',
    '/API/Admin/API-TOKENS/Lenient',
  ]) {
    const { status, json } = await server.send(path, { headers });
    expect([path, status, json.tokens?.length]).toEqual([path, 200, 1]);
  }
  const other = await server.send('/API/ADMIN/API-TOKENS/LENIENT', { headers });
  expect(other.text).toBe('{"tokens":[]}');
});

test('an expired and a disabled token are listed, a deleted and a replaced one are not', async () => {
  const { authority, operator, clock } = server;
  const [expired, disabled, deleted, rotated] = [
    await issue(server, { name: 'states', expiresAt: clock.now() + 1000 }),
    await issue(server, { name: 'states' }),
    await issue(server, { name: 'states' }),
    await issue(server, { name: 'states' }),
  ];
  clock.advance(2000);
  await authority.update(operator, disabled.details, { disabled: true });
  await authority.revoke(operator, deleted.details);
  const { secret } = await authority.rotate(operator, rotated.details, {});
  const { json } = await byName(server, 'states', admin);
  expect(json.tokens.map((one: { readonly secret: string }) => one.secret)).toEqual([
    expired.secret,
    disabled.secret,
    secret?.reveal(),
  ]);
});

test('seenAt is the moment of the last use', async () => {
  const { details, secret } = await issue(server, { name: 'seen', kind: 'unleash_admin_token' });
  server.clock.advance(60_000);
  await byName(server, 'anything', secret);
  const { json } = await byName(server, 'seen', admin);
  expect(Date.parse(json.tokens[0].seenAt)).toBeGreaterThanOrEqual(details.token.createdAt + 60_000);
  expect(Date.parse(json.tokens[0].seenAt)).toBeLessThan(details.token.createdAt + 90_000);
});

test('tokens of other dialects with the same name are not listed', async () => {
  await issue(server, { name: 'same', kind: 'access_token' });
  await issue(server, { name: 'same', kind: 'dynatrace_api_token' });
  await issue(server, { name: 'same', kind: 'unleash_personal_access_token' });
  expect(await typesByName(server, 'same', admin)).toEqual([]);
});

test('an Editor sees client, backend and frontend tokens but no admin tokens', async () => {
  for (const type of ['client', 'backend', 'frontend', 'admin'] as const)
    await issue(server, { name: 'family', kind: `unleash_${type}_token` });
  expect(await typesByName(server, 'family', await personalToken(server, 'editor'))).toEqual([
    'client',
    'client',
    'frontend',
  ]);
  const everything = ['admin', 'client', 'client', 'frontend'];
  expect(await typesByName(server, 'family', admin)).toEqual(everything);
  expect(await typesByName(server, 'family', await personalToken(server, 'admin'))).toEqual(everything);
  expect(await typesByName(server, 'family', server.rootSecret)).toEqual(everything);
});

test('permissions given to an account open what its role does not', async () => {
  for (const type of ['client', 'frontend', 'admin'] as const)
    await issue(server, { name: 'given', kind: `unleash_${type}_token` });
  const seenWith = async (...unleash_permissions: string[]) =>
    typesByName(server, 'given', await personalToken(server, 'viewer', { unleash_permissions }));
  expect(await seenWith('READ_CLIENT_API_TOKEN')).toEqual(['client']);
  expect(await seenWith('READ_FRONTEND_API_TOKEN', 'NO_SUCH_PERMISSION')).toEqual(['frontend']);
  // Whoever may do anything with a family sees it.
  expect(await seenWith('READ_CLIENT_API_TOKEN', 'UPDATE_FRONTEND_API_TOKEN')).toEqual([
    'client',
    'frontend',
  ]);
  expect(await seenWith('ADMIN')).toEqual(['admin', 'client', 'frontend']);
});

test('a native token enters with the scope unleash:admin, held to its account’s role', async () => {
  const { authority, operator } = server;
  await authority.createAccount(operator, { type: 'service_account', username: 'deployer', role: 'editor' });
  const { secret } = await issue(server, {
    kind: 'access_token',
    account: { username: 'deployer' },
    scopes: ['unleash:admin'],
  });
  await issue(server, { name: 'native', kind: 'unleash_admin_token' });
  await issue(server, { name: 'native' });
  expect(await typesByName(server, 'native', secret)).toEqual(['client']);
});

test.each(['', 'Bearer ', 'bearer ', 'BEARER   '])('the token may be sent after %j', async (scheme) => {
  expect((await byName(server, 'any', scheme + admin)).status).toBe(200);
});

test('reading secrets is audited once for a caller and name within an hour, with a count', async () => {
  const { authority, clock } = server;
  await issue(server, { name: 'watched' });
  const events = async () =>
    (await authority.auditEvents({ type: 'secrets_read', limit: 100 })).filter(
      ({ details }) => details.subject === 'watched',
    );
  for (let times = 0; times < 3; times += 1) await byName(server, 'watched', admin);
  expect(await events()).toMatchObject([{ count: 3, actor: { via: 'unleash', ip: '127.0.0.1' } }]);
  await byName(server, 'watched', server.rootSecret);
  expect(await events()).toHaveLength(2);
  clock.advance(3_600_001);
  await byName(server, 'watched', admin);
  expect((await events()).map(({ count }) => count)).toEqual([1, 1, 3]);
});

test('HEAD answers the headers of GET without a body', async () => {
  const get = await byName(server, 'plain', admin);
  const head = await byName(server, 'plain', admin, { method: 'HEAD' });
  expect(head.status).toBe(200);
  expect(head.text).toBe('');
  expect(head.headers['content-type']).toBe(get.headers['content-type']);
  expect(head.headers['content-length']).toBe(get.headers['content-length']);
});

test('OPTIONS names the methods of the path', async () => {
  const { status, headers, text } = await byName(server, 'plain', admin, { method: 'OPTIONS' });
  expect([status, headers.allow, text]).toEqual([200, 'GET,HEAD,PUT,DELETE', 'GET,HEAD,PUT,DELETE']);
});

test('no answer with secrets may be cached', async () => {
  expect((await byName(server, 'plain', admin)).headers['cache-control']).toBe('no-store');
});
