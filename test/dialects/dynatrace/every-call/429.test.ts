import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { envelope, issue } from '../dynatrace-fixtures.ts';
import { everyCall } from '../every-call.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ JETON_FAILED_AUTH_PER_MINUTE: '5' });
});
afterAll(() => server.close());

test.each(everyCall)('$method $path tells the limit, what is left and when it starts anew', async (one) => {
  const { clock } = server;
  const scopes = one.scope === null ? [] : [one.scope];
  const { secret } = await issue(server, { scopes, limits: { requests: 1, perSeconds: 10 } });
  const send = () =>
    server.send(one.path, {
      method: one.method,
      body: one.body,
      headers: { authorization: `Api-Token ${secret}` },
    });
  // The windows of a limit begin at round times.
  clock.set(Math.ceil(clock.now() / 10_000) * 10_000 + 100);
  expect((await send()).status).not.toBe(429);
  const now = clock.now();
  const { status, headers, json } = await send();
  expect([status, json]).toEqual([429, envelope(429, expect.any(String))]);
  expect(headers).toMatchObject({
    'retry-after': '10',
    'x-ratelimit-limit': '6',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': expect.stringMatching(/^\d{16}$/),
  });
  const wait = Number(headers['x-ratelimit-reset']) / 1000 - now;
  expect(wait).toBeGreaterThanOrEqual(10_000);
  expect(wait).toBeLessThan(11_000);
  clock.advance(10_000);
  expect((await send()).status).not.toBe(429);
});

test('an address that keeps guessing is told when to come back', async () => {
  const guess = (digit: number) =>
    server.send('/api/v2/apiTokens', {
      headers: { authorization: `Api-Token dt0c01.${'A'.repeat(24)}.${String(digit).repeat(64)}` },
    });
  for (let digit = 0; digit < 5; digit += 1) expect((await guess(digit)).status).toBe(401);
  const { status, headers } = await guess(5);
  expect(status).toBe(429);
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  expect(headers).toMatchObject({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': expect.any(String) });
});

test('a limit of the installation is told like one of the token', async () => {
  const limited = await startServer({ JETON_RATE_LIMIT_PER_MINUTE: '1' });
  const { secret } = await issue(limited, { scopes: ['apiTokens.read'] });
  const send = () => limited.send('/api/v2/apiTokens', { headers: { authorization: `Api-Token ${secret}` } });
  limited.clock.set(Math.ceil(limited.clock.now() / 60_000) * 60_000 + 100);
  expect((await send()).status).toBe(200);
  const { status, headers } = await send();
  expect([status, headers['x-ratelimit-limit']]).toEqual([429, '1']);
  await limited.close();
});
