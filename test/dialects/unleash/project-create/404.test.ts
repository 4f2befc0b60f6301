import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('an unknown project is told after a body that cannot be understood', async () => {
  const create = (body: unknown) =>
    call(server, server.rootSecret, 'POST', '/projects/nope/api-tokens', body);
  expect((await create({})).status).toBe(400);
  const { status, json } = await create({ tokenName: 'p', type: 'client' });
  expect([status, json.name]).toEqual([404, 'NotFoundError']);
});
