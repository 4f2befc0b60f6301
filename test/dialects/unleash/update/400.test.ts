import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, issue, pathOf, uuid } from '../unleash-fixtures.ts';

let server: TestServer;
let seven: TestServer;

beforeAll(async () => {
  server = await startServer();
  seven = await startServer({ JETON_UNLEASH_PROFILE: '7' });
});
afterAll(() => Promise.all([server.close(), seven.close()]));

test.each([
  [{}],
  [{ expiresAt: null }],
  [{ expiresAt: '' }],
  [{ expiresAt: 'soon' }],
  [{ expiresAt: '2030-01-02' }],
  [{ expiresAt: 1893585600000 }],
  [{ expiresAt: true }],
  [{ expiresAt: ['2030-01-02T12:00:00Z'] }],
])('%j is told with an id and the path of its fault, for a token that does not exist too', async (body) => {
  for (const at of [server, seven])
    for (const secret of [(await issue(at)).secret, 'none']) {
      const { status, json } = await call(at, at.rootSecret, 'PUT', pathOf(secret), body);
      expect(status).toBe(400);
      expect(json).toMatchObject({ id: uuid, name: 'BadDataError' });
      expect(json.details).toEqual([{ message: expect.any(String), path: '/body/expiresAt' }]);
    }
});

test('a time before 1970 is refused', async () => {
  const { secret } = await issue(server);
  const body = { expiresAt: '1969-12-31T23:59:59Z' };
  const { status, json } = await call(server, server.rootSecret, 'PUT', pathOf(secret), body);
  expect([status, json.name]).toEqual([400, 'BadDataError']);
});

test('a body that is no JSON is answered with a message alone', async () => {
  const { status, json } = await call(server, null, 'PUT', '/api-tokens/x', '{', {
    'content-type': 'application/json',
  });
  expect([status, json]).toEqual([400, { message: expect.any(String) }]);
});
