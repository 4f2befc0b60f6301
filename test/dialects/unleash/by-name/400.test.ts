import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { byName, issue } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test.each(['%', '%zz', '%E0%A4%A', '%ff', 'a%2'])(
  'the malformed escape %s is a bad request',
  async (name) => {
    const { status, json } = await server.send(`/api/admin/api-tokens/${name}`, {
      headers: { authorization: server.rootSecret },
    });
    expect(status).toBe(400);
    expect(Object.keys(json)).toEqual(['id', 'name', 'message', 'details']);
    expect(json).toMatchObject({ name: 'BadDataError', details: [{ message: json.message }] });
  },
);

test('a malformed URL is not repeated: it may hold a secret', async () => {
  const { secret } = await issue(server);
  const { status, text } = await server.send(`/api/admin/api-tokens/${secret}%zz`);
  expect(status).toBe(400);
  expect(text).not.toContain(secret.slice(-56));
});

test('a broken body is answered with a message alone, before anybody asks who calls', async () => {
  for (const body of [
    '{',
    '{"a":1,"a":2}',
    `${'['.repeat(40)}${']'.repeat(40)}`,
    Buffer.of(0x22, 0xff, 0x22),
  ]) {
    const { status, json } = await byName(server, 'any', null, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(status).toBe(400);
    expect(json).toEqual({ message: expect.any(String) });
  }
});
