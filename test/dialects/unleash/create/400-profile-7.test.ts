import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, uuid } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ JETON_UNLEASH_PROFILE: '7', JETON_UNLEASH_TOKEN_LIMIT: '0' });
});
afterAll(() => server.close());

const create = (body: unknown) => call(server, server.rootSecret, 'POST', '/api-tokens', body);

test.each([
  ['type', { tokenName: 't', type: 'admin' }],
  ['tokenName', { username: 'u', type: 'client' }],
  ['type', { tokenName: 't' }],
])('under profile 7 a fault in %s is told with an id and its path: %j', async (member, body) => {
  const { status, json } = await create(body);
  expect(status).toBe(400);
  expect(json).toMatchObject({ id: uuid, name: 'BadDataError' });
  expect(json.details).toContainEqual({ message: expect.any(String), path: `/body/${member}` });
});

test.each([
  [{ tokenName: '' }],
  [{ environment: '' }],
  [{ environment: '*' }],
  [{ environment: 'nope' }],
  [{ projects: [] }],
])('under profile 7 what a handler refuses has no id: %j', async (more) => {
  const { status, json } = await create({ tokenName: 't', type: 'backend', ...more });
  expect(status).toBe(400);
  expect(Object.keys(json)).toEqual(['name', 'message', 'details']);
  expect(json).toMatchObject({ name: 'BadDataError', details: [{ message: json.message }] });
});

test('under profile 7 a project that does not exist is refused, not widened to all', async () => {
  const full = await create({ tokenName: 't', type: 'client', project: 'nope' });
  expect([full.status, full.json.name]).toEqual([400, 'ExceedsLimitError']);
  expect(Object.keys(full.json)).toEqual(['name', 'message', 'details']);
});
