import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CollectedRoute, collectRoutes } from '../support/collect-routes.ts';
import { startServer, type TestServer } from '../support/start-server.ts';

const ANSWER_WITHIN_MS = 5_000;
const RUNS_A_PATH = 120;

let server: TestServer;
let urls: readonly string[];
let routes: readonly CollectedRoute[];

beforeAll(async () => {
  // Guessing is limited elsewhere: here every request is to reach its route.
  const collected = await collectRoutes(() => startServer({ JETON_FAILED_AUTH_PER_MINUTE: '0' }));
  server = collected.started;
  routes = collected.routes;
  urls = [...new Set(routes.map(({ url }) => url))];
  // Something to be named by the id 2.
  await server.authority.issue(server.operator, { kind: 'access_token', name: 'x' });
  await server.authority.createAccount(server.operator, { type: 'user', username: 'somebody' });
});
afterAll(() => server.close());

/** Names that the dialects' requests have, so that values land where somebody looks at them. */
const names = fc.constantFrom(
  ...[
    'token',
    'name',
    'kind',
    'scopes',
    'scope',
    'expires_at',
    'expiresAt',
    'allowed_ips',
    'limits',
    'attributes',
  ],
  ...[
    'secret',
    'account',
    'resource',
    'fingerprint',
    'items',
    'reason',
    'tokens',
    'ip',
    'min_as_of',
    'username',
  ],
  ...[
    'type',
    'path',
    'parent',
    'email',
    'grace_seconds',
    'description',
    'page',
    'limit',
    'cursor',
    'sort',
    'q',
  ],
  ...['pageSize', 'nextPageKey', 'apiTokenSelector', 'fields', 'from', 'to', 'user', 'permissions'],
  ...['tokenName', 'environment', 'projects', 'private_token', 'access_token', 'constructor', 'toString', ''],
);

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '\0',
    'a\0b',
    '\ud800',
    '\u202e',
    'x'.repeat(5000),
    "'; drop table token; --",
    '%',
    '..',
    '*',
  ),
  fc.constantFrom(
    'access_token',
    'jtn_x',
    'glpat-x',
    'dt0c01.X.Y',
    '*:*.x',
    '2999-01-01T00:00:00Z',
    '10.0.0.0/8',
  ),
);

const scalar = fc.oneof(
  text,
  fc.double(),
  fc.maxSafeInteger(),
  fc.constantFrom(null, true, -1, 0, 1.5, 1e300, 2 ** 53 + 2),
);
const value = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 5 }),
  fc.dictionary(names, scalar, { maxKeys: 5 }),
);

const rawNumber = fc.constantFrom(
  '9223372036854775808',
  '1e999',
  '-0',
  '00',
  '123456789012345678901234567890',
);

/** Bodies, from nearly right to nothing like one. */
const body = fc.oneof(
  { weight: 8, arbitrary: fc.dictionary(names, value, { maxKeys: 6 }).map((one) => JSON.stringify(one)) },
  fc.json(),
  fc.tuple(names, rawNumber).map(([name, number]) => `{${JSON.stringify(name)}:${number}}`),
  fc.tuple(names, value).map(([name, one]) => {
    const member = `${JSON.stringify(name)}:${JSON.stringify(one)}`;
    return `{${member},${member}}`;
  }),
  fc
    .tuple(fc.constantFrom('[', '{"a":'), fc.constantFrom(40, 5000))
    .map(([open, depth]) => open.repeat(depth)),
  fc.constantFrom(
    '{"__proto__":{"a":1}}',
    '{"a":"\\ud800"}',
    '{"token":"\\u0000"}',
    '\ufeff{}',
    '{}{}',
    'null',
    '',
  ),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.dictionary(names, text, { maxKeys: 4 }).map((one) => new URLSearchParams(toWellFormed(one)).toString()),
  { weight: 1, arbitrary: fc.constant(`{"name":"${'x'.repeat(1024 * 1024)}"}`) },
);

const nastyTexts = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  '\u202e',
  '\x7f',
  'x'.repeat(5000),
  '%',
  '\'"',
  '2',
  '__proto__',
];
const nastyNumbers = [-1, 0, 0.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e300];
const nastyValues: readonly unknown[] = [
  ...nastyTexts,
  ...nastyNumbers,
  ...[...nastyTexts, ...nastyNumbers].map((one) => [one]),
  ...nastyTexts.flatMap((one) => [
    { username: one },
    { type: 'project', path: one },
    { [one]: one },
    [{ token: one }],
  ]),
  ...[null, true, [], {}, [[]], [null], Array.from({ length: 2000 }, () => 'x')],
];

/** Requests that routes understand, by path: one member of them is then made wrong. */
const goodBodies: Readonly<Record<string, object>> = {
  '/api/v1/me/tokens': { name: 'x', scopes: [], allowed_ips: ['10.0.0.1'], expires_at: 32_472_144_000 },
  '/api/v1/me/tokens/:token': { name: 'x', expires_at: null, allowed_ips: ['10.0.0.1'], description: 'y' },
  '/api/v1/tokens': {
    kind: 'access_token',
    name: 'x',
    scopes: ['a'],
    account: 1,
    attributes: {},
    limits: null,
  },
  '/api/v1/tokens/:id': {
    name: 'x',
    scopes: ['a'],
    disabled: false,
    limits: { requests: 1, per_seconds: 1 },
  },
  '/api/v1/tokens/:id/rotate': { grace_seconds: 5, expires_at: '2999-01-01T00:00:00Z' },
  '/api/v1/tokens/verify': { token: 'x', ip: '10.0.0.1', scopes: ['a'], resource: 1 },
  '/api/v1/tokens/verify-batch': { tokens: [{ token: 'x' }] },
  '/api/v1/tokens/identify': { token: 'x' },
  '/api/v1/tokens/identify-batch': { token: 'x' },
  '/api/v1/tokens/revoke': { id: 2, reason: 'x' },
  '/api/v1/accounts': {
    type: 'user',
    username: 'x',
    name: 'x',
    email: 'a@b',
    role: 'editor',
    attributes: {},
  },
  '/api/v1/accounts/:id': { username: 'y', name: 'x', email: null, role: 'viewer', attributes: {} },
  '/api/v1/accounts/:id/revoke-tokens': { reason: 'x' },
  '/api/v1/resources/:id/revoke-tokens': { reason: 'x' },
  '/api/v1/resources': { type: 'project', path: 'x', name: 'x', parent: 1, attributes: {} },
  '/api/v2/apiTokens': { name: 'x', scopes: ['logs.read'], expirationDate: 'now+1d' },
  '/api/v2/apiTokens/:id': { name: 'x', enabled: true, scopes: ['logs.read'] },
  '/e/:environmentId/api/v1/tokens': { name: 'x', scopes: ['logs.read'], expiresIn: { value: 5 } },
  '/e/:environmentId/api/v1/tokens/:id': { name: 'x', revoked: false, scopes: ['logs.read'] },
  '/api/v1/resources/:id': { path: 'x', name: 'x', parent: 1, attributes: {} },
};

/** A body for a path: one member of a good one made wrong, or anything at all. */
function bodyFor(url: string): fc.Arbitrary<string | Buffer> {
  const good = goodBodies[url] ?? { token: 'x' };
  const member = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...Object.keys(good)) }, names);
  const nearly = fc.tuple(member, value).map(([name, one]) => JSON.stringify({ ...good, [name]: one }));
  return fc.oneof({ weight: 2, arbitrary: nearly }, body);
}

const contentType = oneOfMostly(
  'application/json',
  ...[
    'application/json',
    'application/json',
    'application/json; charset=utf-8',
    'application/x-www-form-urlencoded',
    'application/x-ndjson',
  ],
  ...[
    'application/json; charset=utf-16',
    'text/plain',
    'multipart/form-data; boundary=x',
    'x',
    '/',
    ';;;',
    '',
  ],
);

function oneOfMostly(usual: string, ...others: string[]): fc.Arbitrary<string> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));
}

const parameter = fc.oneof(
  fc.constant('2'),
  fc.constantFrom(
    '4711',
    '-1',
    '0',
    '9223372036854775808',
    '%00',
    '%ff',
    '%',
    '%zz',
    '%2e%2e',
    '*:*.x',
    'a%2fb',
    '~',
  ),
  text.map((one) => encodeURIComponent(one.toWellFormed())),
);

const query = fc.oneof(
  fc.constantFrom(
    '',
    '?',
    '?%',
    '?=',
    '?&&',
    '?a=%zz',
    '?page=%00',
    '?__proto__=1',
    '?page[]=1',
    '?page=1&page=2',
  ),
  fc.dictionary(names, text, { maxKeys: 4 }).map((one) => `?${new URLSearchParams(toWellFormed(one))}`),
);

const headerText = fc.string({ unit: fc.constantFrom(...'abcXYZ019 .,:;=*/+-_"[]') });
const headers = fc.dictionary(
  fc.constantFrom(
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'idempotency-key',
    'accept',
    'range',
  ),
  headerText,
  { maxKeys: 3 },
);

/** How a caller may show who it is, in one of the dialects' ways or in none. */
const credentials = fc.oneof(
  fc.constant(() => ({})),
  { weight: 5, arbitrary: fc.constant((secret: string) => ({ authorization: `Bearer ${secret}` })) },
  fc.constant((secret: string) => ({ authorization: `Api-Token ${secret}` })),
  fc.constant((secret: string) => ({ authorization: secret })),
  fc.constant((secret: string) => ({ 'private-token': secret })),
  headerText.map((given) => () => ({ authorization: given })),
);

const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS');

function toWellFormed(record: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, one]) => [name, one.toWellFormed()]));
}

async function expectAlive(): Promise<void> {
  const requested = performance.now();
  expect((await server.send('/livez')).status).toBe(200);
  const me = await server.send('/api/v1/me', { headers: { authorization: `Bearer ${server.rootSecret}` } });
  expect(me.status).toBe(200);
  expect(performance.now() - requested).toBeLessThan(ANSWER_WITHIN_MS);
}

describe('whatever is sent', () => {
  it('knows every route of the application', () => {
    expect(routes).toContainEqual({ method: 'POST', url: '/api/v1/tokens', isServed: true });
    expect(urls).toContain('/auth');
    expect(urls.length).toBeGreaterThan(20);
  });

  it('to any route, by anybody, is answered below 500 and in time, and leaves the server alive', async () => {
    for (const url of urls) {
      const sent = fc.record({ parameter, query, headers, contentType, body: bodyFor(url), credentials });
      const served = routes.filter((one) => one.url === url && one.isServed).map((one) => one.method);
      const verbs = fc.oneof(...served.map((one) => ({ weight: 3, arbitrary: fc.constant(one) })), method);
      await fc.assert(
        fc.asyncProperty(sent, verbs, async (one, verb) => {
          const path = `${url.replaceAll(/:[a-z]\w*/gi, one.parameter)}${one.query}`;
          const begun = performance.now();
          const { status } = await server.send(path, {
            method: verb,
            headers: {
              ...one.headers,
              'content-type': one.contentType,
              ...one.credentials(server.rootSecret),
            },
            ...(verb !== 'GET' && verb !== 'HEAD' && { body: one.body }),
          });
          expect(status, `${verb} ${path}`).toBeGreaterThanOrEqual(200);
          expect(status, `${verb} ${path}`).toBeLessThan(500);
          // Gateways make an error of their own of anything else.
          if (url === '/auth') expect([200, 401, 403], `${verb} ${path}`).toContain(status);
          expect(performance.now() - begun).toBeLessThan(ANSWER_WITHIN_MS);
        }),
        { numRuns: RUNS_A_PATH },
      );
      await expectAlive();
    }
  }, 120_000);

  it('as any one member of a request that is right otherwise, is answered below 500', async () => {
    for (const [url, good] of Object.entries(goodBodies)) {
      const { method: verb } = routes.find((one) => one.url === url && /POST|PATCH/.test(one.method)) ?? {};
      expect(verb, url).toBeDefined();
      for (const name of Object.keys(good))
        for (const one of nastyValues) {
          const answer = await server.send(url.replace(/:\w+/, '2'), {
            ...(verb !== undefined && { method: verb }),
            headers: {
              authorization: `Bearer ${server.rootSecret}`,
              ...(url.endsWith('identify-batch') && { 'content-type': 'application/x-ndjson' }),
            },
            body: { ...good, [name]: one },
          });
          expect(answer.status, `${verb} ${url} ${name} ${JSON.stringify(one)}`).toBeLessThan(500);
        }
    }
    await expectAlive();
  }, 120_000);

  it('outside of any route, neither', async () => {
    await fc.assert(
      fc.asyncProperty(method, text, query, credentials, async (verb, path, asked, present) => {
        const answer = await server.send(`/${encodeURI(path.toWellFormed())}${asked}`, {
          method: verb,
          headers: present(server.rootSecret),
        });
        expect(answer.status).toBeLessThan(500);
      }),
      { numRuns: 200 },
    );
    await expectAlive();
  });

  it('that is hardly HTTP is answered below 500 or cut off, and leaves the server alive', async () => {
    const requests = [
      'GARBAGE\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      'GET /api/v1/me HTTP/1.1\r\n\r\n',
      'GET http://elsewhere/api/v1/me HTTP/1.1\r\nHost: x\r\n\r\n',
      'GET //api/v1//me HTTP/1.1\r\nHost: x\r\n\r\n',
      'GET * HTTP/1.1\r\nHost: x\r\n\r\n',
      'CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n',
      'TRACE /api/v1/me HTTP/1.1\r\nHost: x\r\n\r\n',
      `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
      `GET / HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${'a'.repeat(100_000)}\r\n\r\n`,
      `GET /api/v1/me HTTP/1.1\r\nHost: \xff\r\nAuthorization: Bearer \xe9\xff\r\n\r\n`,
      'POST /api/v1/tokens HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
      'POST /api/v1/tokens HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}',
      'POST /api/v1/tokens HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
      'POST /api/v1/tokens HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: x\r\nBad Header\r\n\r\n',
    ];
    const { port } = new URL(server.url);
    for (const request of requests) {
      const status = await statusOf(Number(port), request);
      expect(status, JSON.stringify(request.slice(0, 80))).toBeLessThan(500);
    }
    await expectAlive();
  });
});

/** The status that raw bytes are answered with; 0 when the connection is closed without one. */
async function statusOf(port: number, request: string): Promise<number> {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1');
    socket.destroy();
  });
  socket.on('error', () => undefined);
  socket.end(Buffer.from(request, 'latin1'));
  await once(socket, 'close');
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(received)?.[1] ?? 0);
}
