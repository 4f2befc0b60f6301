import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, issue, pathOf, permitted, personalToken, recordOf } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const remove = (authorization: string, secret: string) =>
  call(server, authorization, 'DELETE', pathOf(secret));

test('an Editor is told which permissions it lacks', async () => {
  const { status, json } = await remove(await personalToken(server, 'editor'), 'any');
  expect([status, json.name]).toEqual([403, 'PermissionError']);
  expect(json.permissions).toEqual(['ADMIN', 'DELETE_CLIENT_API_TOKEN', 'DELETE_FRONTEND_API_TOKEN']);
});

test.each([
  ['DELETE_CLIENT_API_TOKEN', 'unleash_frontend_token'],
  ['DELETE_CLIENT_API_TOKEN', 'unleash_admin_token'],
  ['DELETE_FRONTEND_API_TOKEN', 'unleash_client_token'],
] as const)('%s does not reach a %s', async (permission, kind) => {
  const { secret } = await issue(server, { kind });
  const { status, json, text } = await remove(await permitted(server, permission), secret);
  expect([status, json.name]).toEqual([403, 'OperationDeniedError']);
  expect(text).not.toContain(secret.slice(-56));
  expect((await recordOf(server, secret)).deletedAt).toBeNull();
});
