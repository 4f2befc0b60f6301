import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { envelope, issue, lookUp } from '../dynatrace-fixtures.ts';

const NOT_FOUND = '{"error":{"code":404,"message":"HTTP 404 Not Found"}}';

let server: TestServer;
let caller: string;

beforeAll(async () => {
  server = await startServer();
  caller = (await issue(server)).secret;
});
afterAll(() => server.close());

async function expectUnknown(token: string): Promise<void> {
  const { status, headers, text } = await lookUp(server, token, caller);
  expect([status, text]).toEqual([404, NOT_FOUND]);
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
}

test('a secret that was never issued is not found, whatever its shape', async () => {
  for (const token of [
    `dt0c01.${'A'.repeat(24)}.${'A'.repeat(64)}`,
    '',
    ' ',
    'nonsense',
    'a\0b',
    '\ud800',
    '☃'.repeat(30),
    'x'.repeat(500_000),
  ])
    await expectUnknown(token);
});

test('the id of a token, its secret in another case, or with blanks around it finds nothing', async () => {
  const { secret } = await issue(server);
  for (const token of [secret.slice(0, 31), secret.toLowerCase(), ` ${secret}`, `${secret}\n`])
    await expectUnknown(token);
});

test('a deleted token is not found', async () => {
  const { secret, details } = await issue(server);
  expect((await lookUp(server, secret, caller)).status).toBe(200);
  await server.authority.revoke(server.operator, details);
  await expectUnknown(secret);
});

test('a token of another kind is not found', async () => {
  for (const request of [
    { kind: 'access_token' },
    { kind: 'unleash_client_token' },
    { kind: 'personal_access_token', scopes: ['api'] },
  ] as const)
    await expectUnknown((await issue(server, request)).secret);
});

test('seven days after its expiry a token is not found any more, and its record is kept', async () => {
  const { clock, authority } = server;
  const { secret } = await issue(server, { expiresAt: clock.now() + 1000 });
  clock.advance(1000 + 7 * 86_400_000 + 1);
  await expectUnknown(secret);
  expect((await authority.identify(secret)).class).toBe('issued');
});

test('a path that is not offered is not found', async () => {
  for (const path of ['/api/v2/apiTokens/lookup/', '/api/v2/nope', '/e/x/api/v2/nope', '/e//api/v2/nope']) {
    const { status, json } = await server.send(path, {
      method: 'POST',
      headers: { authorization: `Api-Token ${caller}` },
      body: { token: caller },
    });
    expect([path, status]).toEqual([path, 404]);
    if (!path.includes('//')) expect(json).toEqual(envelope(404, 'HTTP 404 Not Found'));
  }
});
