import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { uuid } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const validate = (body: unknown) => server.send('/edge/validate', { method: 'POST', body });

test.each([
  ['tokens', {}],
  ['tokens', { tokens: 'one' }],
  ['tokens', { tokens: null }],
  ['tokens', { tokens: { a: 1 } }],
  ['tokens/0', { tokens: [['one']] }],
  ['tokens', { tokens: Array.from({ length: 1001 }, () => 'x') }],
])('a fault in %s is told with its path', async (member, body) => {
  const { status, json } = await validate(body);
  expect(status).toBe(400);
  expect(json).toMatchObject({ id: uuid, name: 'BadDataError' });
  expect(json.details).toContainEqual({ message: expect.any(String), path: `/body/${member}` });
});

test('a body that is no JSON, or no object', async () => {
  const headers = { 'content-type': 'application/json' };
  for (const body of ['{', '[]', '""', 'null', '{"tokens":[],"tokens":[]}'])
    expect((await server.send('/edge/validate', { method: 'POST', headers, body })).status).toBe(400);
});
