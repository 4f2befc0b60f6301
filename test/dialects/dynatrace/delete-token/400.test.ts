import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, issue, lookUp, violated } from '../dynatrace-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('nobody deletes the token one authenticates with, by its id or by its secret', async () => {
  for (const kind of ['dynatrace_api_token', 'dynatrace_personal_access_token'] as const) {
    const { secret } = await issue(server, { kind, scopes: ['apiTokens.write'] });
    for (const part of [31, 96]) {
      const { status, json, text } = await call(server, secret, 'DELETE', `/${secret.slice(0, part)}`);
      expect([status, json]).toEqual([400, violated(['PATH', 'id'])]);
      expect(text).not.toContain(secret.slice(32));
    }
    expect((await lookUp(server, secret, secret)).status).toBe(200);
  }
});
