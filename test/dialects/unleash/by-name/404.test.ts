import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { byName, issue } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test.each(['/api/admin/api-tokens/a/b', '/api/admin/nope', '/API/admin//nope/', '/api/admin'])(
  'an authenticated caller is told that %s is not a path',
  async (path) => {
    const { status, json } = await server.send(`${path}?q=1`, {
      headers: { authorization: server.rootSecret },
    });
    expect(status).toBe(404);
    expect(Object.keys(json)).toEqual(['id', 'name', 'message', 'details']);
    expect(json.name).toBe('NotFoundError');
    expect(json.message).toContain(`(${path})`);
  },
);

test.each(['POST', 'PATCH'])('%s on a name is not a path', async (method) => {
  const { status, json } = await byName(server, 'a name', server.rootSecret, { method, body: {} });
  expect([status, json.name]).toEqual([404, 'NotFoundError']);
  expect(json.message).toContain('/api/admin/api-tokens/a%20name');
});

test('a secret in a path is not repeated', async () => {
  const { secret } = await issue(server);
  const { status, text } = await byName(server, secret, server.rootSecret, { method: 'PATCH' });
  expect(status).toBe(404);
  expect(text).toContain('[secret]');
  expect(text).not.toContain(secret.slice(-56));
});
