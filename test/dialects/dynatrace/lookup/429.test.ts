import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { envelope, issue, lookUp } from '../dynatrace-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ JETON_FAILED_AUTH_PER_MINUTE: '5' });
});
afterAll(() => server.close());

test('a token used more often than its limit allows is told when to come back', async () => {
  const { secret } = await issue(server, { limits: { requests: 1, perSeconds: 60 } });
  expect((await lookUp(server, secret, secret)).status).toBe(200);
  const { status, headers, json } = await lookUp(server, secret, secret);
  expect(status).toBe(429);
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  expect(json).toEqual(envelope(429, expect.any(String)));
});

test('an address that keeps guessing is slowed down', async () => {
  const statuses: number[] = [];
  for (let guess = 0; guess < 8; guess += 1)
    statuses.push((await lookUp(server, 'x', `dt0c01.${'A'.repeat(24)}.${String(guess).repeat(64)}`)).status);
  expect([statuses.at(0), statuses.at(-1)]).toEqual([401, 429]);
});
