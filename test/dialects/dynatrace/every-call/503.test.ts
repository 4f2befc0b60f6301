import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { envelope, issue } from '../dynatrace-fixtures.ts';
import { everyCall } from '../every-call.ts';

let server: TestServer;
let caller: string;

beforeAll(async () => {
  // Nothing is remembered: every request needs the store.
  server = await startServer({ JETON_CACHE_TOKENS: '0' });
  caller = (await issue(server, { kind: 'access_token', scopes: ['*'] })).secret;
  await server.closeStore();
});
afterAll(() => server.close().catch(() => undefined));

test.each(everyCall)('$method $path tells nothing of why the store does not answer', async (one) => {
  const { status, headers, json } = await server.send(one.path, {
    method: one.method,
    body: one.body,
    headers: { authorization: `Api-Token ${caller}` },
  });
  expect([status, json]).toEqual([503, envelope(503, 'HTTP 503 Service Unavailable')]);
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
});
