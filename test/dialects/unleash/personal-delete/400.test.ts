import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test.each(['abc', '1.5', '-1', '0', '9'.repeat(40), '1%00', 'null', '%20'])(
  'the id %s is no integer that a token may have',
  async (id) => {
    const { status, json } = await call(server, server.rootSecret, 'DELETE', `/user/tokens/${id}`);
    expect([status, json.name]).toEqual([400, 'BadDataError']);
  },
);
