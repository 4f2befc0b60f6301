import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('a body beyond 100 kB is answered with a message alone, before anybody asks who calls', async () => {
  const body = { tokenName: 't', type: 'client', more: 'x'.repeat(102_400) };
  for (const authorization of [null, server.rootSecret]) {
    const { status, json } = await call(server, authorization, 'POST', '/api-tokens', body);
    expect(status).toBe(413);
    expect(json).toEqual({ message: expect.any(String) });
  }
});
