import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { issue } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ JETON_FAILED_AUTH_PER_MINUTE: '5' });
});
afterAll(() => server.close());

test('an address that keeps guessing is slowed down, many guesses in one request being many', async () => {
  const { secret } = await issue(server);
  const validate = (tokens: readonly string[]) =>
    server.send('/edge/validate', { method: 'POST', body: { tokens } });
  expect((await validate([secret])).json.tokens).toHaveLength(1);
  const guesses = Array.from({ length: 9 }, (_, guess) => `*:*.${String(guess).repeat(56)}`);
  const { status, headers, json } = await validate(guesses);
  expect([status, json.name]).toEqual([429, 'RateLimitError']);
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  // A token that is known already is no guess.
  expect((await validate([secret])).json.tokens).toHaveLength(1);
});
