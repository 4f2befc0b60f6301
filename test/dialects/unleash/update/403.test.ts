import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, issue, pathOf, permitted, personalToken, recordOf } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const update = (authorization: string, secret: string, body: unknown) =>
  call(server, authorization, 'PUT', pathOf(secret), body);

test('an Editor is told which permissions it lacks', async () => {
  const { status, json } = await update(await personalToken(server, 'editor'), 'any', {});
  expect([status, json.name]).toEqual([403, 'PermissionError']);
  expect(json.permissions).toEqual(['ADMIN', 'UPDATE_CLIENT_API_TOKEN', 'UPDATE_FRONTEND_API_TOKEN']);
});

test.each([
  ['UPDATE_CLIENT_API_TOKEN', 'unleash_frontend_token'],
  ['UPDATE_CLIENT_API_TOKEN', 'unleash_admin_token'],
  ['UPDATE_FRONTEND_API_TOKEN', 'unleash_client_token'],
  ['UPDATE_FRONTEND_API_TOKEN', 'unleash_backend_token'],
] as const)('%s does not reach a %s', async (permission, kind) => {
  const { secret } = await issue(server, { kind });
  const caller = await permitted(server, permission);
  const { status, json, text } = await update(caller, secret, { expiresAt: '2024-01-01T00:00:00Z' });
  expect([status, json.name]).toEqual([403, 'OperationDeniedError']);
  expect(text).not.toContain(secret.slice(-56));
  expect((await recordOf(server, secret)).expiresAt).toBeNull();
});
