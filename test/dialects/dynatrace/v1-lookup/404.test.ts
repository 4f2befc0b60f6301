import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { callV1, issue, NOT_FOUND } from '../dynatrace-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('an unknown secret, an id and a token of another kind find nothing', async () => {
  const { secret } = await issue(server);
  const native = await issue(server, { kind: 'access_token' });
  for (const token of ['nonsense', secret.slice(0, 31), native.secret]) {
    const { status, text } = await callV1(server, secret, 'POST', '/lookup', { body: { token } });
    expect([status, text]).toEqual([404, NOT_FOUND]);
  }
});
