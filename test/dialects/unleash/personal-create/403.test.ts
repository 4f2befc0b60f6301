import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, personalToken } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('an eleventh token of one user is refused, whatever others have', async () => {
  const [one, other] = [await personalToken(server, 'viewer'), await personalToken(server, 'viewer')];
  const create = (authorization: string, description: string) =>
    call(server, authorization, 'POST', '/user/tokens', { description, expiresAt: '2099-01-02T12:00:00Z' });
  for (let made = 1; made < 10; made += 1) expect((await create(one, `number ${made}`)).status).toBe(201);
  const { status, json } = await create(one, 'one too many');
  expect([status, json.name]).toEqual([403, 'OperationDeniedError']);
  expect((await create(other, 'another')).status).toBe(201);
});
