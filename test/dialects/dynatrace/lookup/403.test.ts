import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { envelope, issue, lookUp } from '../dynatrace-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('a native token without any Dynatrace scope may not look up', async () => {
  const { secret } = await issue(server, {
    kind: 'access_token',
    scopes: ['tokens:identify', 'Metrics.read'],
  });
  const { status, json } = await lookUp(server, secret, secret);
  expect(status).toBe(403);
  expect(json).toEqual(
    envelope(403, expect.stringMatching(/^Token is missing required scope\. Use one of: apiTokens\.read/)),
  );
});

test('a token is not good from an address outside its list', async () => {
  const { secret } = await issue(server, { allowedIps: ['10.0.0.0/8'] });
  const { status, json } = await lookUp(server, secret, secret);
  expect(status).toBe(403);
  expect(json).toEqual(envelope(403, expect.any(String)));
});
