import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, issue, permitted, personalToken } from '../unleash-fixtures.ts';

let server: TestServer;
let admin: string;

beforeAll(async () => {
  server = await startServer();
  admin = (await issue(server, { kind: 'unleash_admin_token', name: 'the admin' })).secret;
  for (const type of ['client', 'backend', 'frontend'] as const)
    await issue(server, { name: `a ${type}`, kind: `unleash_${type}_token` });
});
afterAll(() => server.close());

const list = (authorization: string, headers = {}) =>
  call(server, authorization, 'GET', '/api-tokens', undefined, headers);

async function namesFor(authorization: string): Promise<readonly string[]> {
  const { status, json } = await list(authorization);
  expect(status).toBe(200);
  return json.tokens.map(({ tokenName }: { readonly tokenName: string }) => tokenName);
}

test('an administrator sees every token, the oldest first, and never a personal one', async () => {
  await personalToken(server, 'admin');
  expect(await namesFor(admin)).toEqual(['the admin', 'a client', 'a backend', 'a frontend']);
});

test('others see the families that they may do anything with, and no admin tokens', async () => {
  expect(await namesFor(await personalToken(server, 'editor'))).toEqual([
    'a client',
    'a backend',
    'a frontend',
  ]);
  expect(await namesFor(await permitted(server, 'READ_CLIENT_API_TOKEN'))).toEqual(['a client', 'a backend']);
  expect(await namesFor(await permitted(server, 'READ_FRONTEND_API_TOKEN'))).toEqual(['a frontend']);
});

test('a token is listed with the members, the order and the secret that by name shows', async () => {
  const byName = await call(server, server.rootSecret, 'GET', '/api-tokens/a%20client');
  expect((await list(server.rootSecret)).json.tokens[1]).toEqual(byName.json.tokens[0]);
  expect(Object.keys((await list(server.rootSecret)).json.tokens[1])).toEqual(
    Object.keys(byName.json.tokens[0]),
  );
});

test('reading every secret is audited, once for a caller within an hour', async () => {
  const reader = await permitted(server, 'READ_CLIENT_API_TOKEN');
  await list(reader);
  await list(reader);
  const events = await server.authority.auditEvents({ type: 'secrets_read', limit: 1 });
  expect(events).toMatchObject([
    { count: 2, details: { subject: 'GET /api/admin/api-tokens', tokens: 2 }, actor: { via: 'unleash' } },
  ]);
});

test.each(['/API/Admin/API-Tokens', '/api/admin/api-tokens/', '//api//admin///api-tokens//?x=1'])(
  '%s is the same path',
  async (path) => {
    const { status, json } = await server.send(path, { headers: { authorization: admin } });
    expect([status, json.tokens.length]).toEqual([200, 4]);
  },
);

test('an answer of 1 kB or more is compressed for whom wants it, and only then', async () => {
  const plain = await list(server.rootSecret);
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(plain.headers.vary).toBe('Accept-Encoding');
  const { port } = new URL(server.url);
  const response = await fetch(`http://127.0.0.1:${port}/api/admin/api-tokens`, {
    headers: { authorization: server.rootSecret, 'accept-encoding': 'gzip' },
  });
  expect(response.headers.get('content-encoding')).toBe('gzip');
  expect(response.headers.get('vary')).toBe('Accept-Encoding');
  expect(await response.text()).toBe(plain.text);
  const compressed = await server.send('/api/admin/api-tokens', {
    method: 'HEAD',
    headers: { authorization: server.rootSecret, 'accept-encoding': 'gzip' },
  });
  expect([compressed.status, compressed.text]).toEqual([200, '']);
  const small = await call(server, server.rootSecret, 'GET', '/api-tokens/none', undefined, {
    'accept-encoding': 'gzip',
  });
  expect([small.headers['content-encoding'], small.headers.vary]).toEqual([undefined, 'Accept-Encoding']);
});

test('OPTIONS names the methods of the path', async () => {
  const { status, headers, text } = await call(server, admin, 'OPTIONS', '/api-tokens');
  expect([status, headers.allow, text]).toEqual([200, 'GET,HEAD,POST', 'GET,HEAD,POST']);
});

test('HEAD answers the headers of GET without a body', async () => {
  const get = await list(server.rootSecret);
  const head = await call(server, server.rootSecret, 'HEAD', '/api-tokens');
  expect([head.status, head.text]).toEqual([200, '']);
  for (const name of ['content-type', 'content-length', 'etag', 'vary', 'cache-control'])
    expect([name, head.headers[name]]).toEqual([name, get.headers[name]]);
});
