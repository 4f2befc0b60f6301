import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { byName, issue } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ JETON_FAILED_AUTH_PER_MINUTE: '5' });
});
afterAll(() => server.close());

test('a token used more often than its limit allows is told when to come back', async () => {
  const { secret } = await issue(server, {
    kind: 'unleash_admin_token',
    limits: { requests: 2, perSeconds: 60 },
  });
  expect((await byName(server, 'any', secret)).status).toBe(200);
  expect((await byName(server, 'any', secret)).status).toBe(200);
  const { status, headers, json } = await byName(server, 'any', secret);
  expect([status, json.name]).toEqual([429, 'RateLimitError']);
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
});

test('an address that keeps guessing is slowed down', async () => {
  const statuses: number[] = [];
  for (let guess = 0; guess < 8; guess += 1)
    statuses.push((await byName(server, 'any', `*:*.${String(guess).repeat(56)}`)).status);
  expect(statuses.at(0)).toBe(401);
  expect(statuses.at(-1)).toBe(429);
});
