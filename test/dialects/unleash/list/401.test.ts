import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
  '%s is nothing for whoever does not say who calls',
  async (method) => {
    expect((await call(server, null, method, '/api-tokens')).status).toBe(401);
    expect((await call(server, `*:*.${'0'.repeat(56)}`, method, '/api-tokens')).status).toBe(401);
  },
);
