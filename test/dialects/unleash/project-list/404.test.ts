import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, uuid } from '../unleash-fixtures.ts';

let server: TestServer;
let seven: TestServer;

beforeAll(async () => {
  server = await startServer();
  seven = await startServer({ JETON_UNLEASH_PROFILE: '7' });
});
afterAll(() => Promise.all([server.close(), seven.close()]));

test.each(['nope', 'Default', 'a%00b', '%20default'])('there is no project %s', async (project) => {
  const path = `/projects/${project}/api-tokens`;
  const six = await call(server, server.rootSecret, 'GET', path);
  expect(six.status).toBe(404);
  expect(six.json).toMatchObject({ id: uuid, name: 'NotFoundError' });
  const newer = await call(seven, seven.rootSecret, 'GET', path);
  expect([newer.status, Object.keys(newer.json)]).toEqual([404, ['name', 'message', 'details']]);
});

test.each([
  ['PUT', '/projects/default/api-tokens/x'],
  ['GET', '/projects/default/api-tokens/x'],
  ['DELETE', '/projects/default/api-tokens'],
  ['GET', '/projects/default'],
])('%s %s is not a path', async (method, path) => {
  const { status, json } = await call(server, server.rootSecret, method, path);
  expect([status, json.name]).toEqual([404, 'NotFoundError']);
  expect(json.message).toContain(`/api/admin${path}`);
});
