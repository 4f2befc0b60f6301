import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, issue, permitted, personalToken, uuid } from '../unleash-fixtures.ts';

let server: TestServer;
let seven: TestServer;

beforeAll(async () => {
  server = await startServer();
  seven = await startServer({ JETON_UNLEASH_PROFILE: '7', JETON_UNLEASH_ADMIN_TOKEN_CREATION: 'true' });
});
afterAll(() => Promise.all([server.close(), seven.close()]));

const create = (authorization: string, body: unknown, at = server) =>
  call(at, authorization, 'POST', '/api-tokens', body);

test('an Editor and a Viewer are told which permissions they lack, whatever they send', async () => {
  for (const role of ['editor', 'viewer'] as const) {
    const { status, json } = await create(await personalToken(server, role), 'not even JSON');
    expect([status, json.name]).toEqual([403, 'PermissionError']);
    expect(json.permissions).toEqual(['ADMIN', 'CREATE_CLIENT_API_TOKEN', 'CREATE_FRONTEND_API_TOKEN']);
  }
});

test.each([
  ['CREATE_CLIENT_API_TOKEN', 'frontend'],
  ['CREATE_FRONTEND_API_TOKEN', 'client'],
])('%s does not create a %s token, after the body was understood', async (permission, type) => {
  const caller = await permitted(server, permission);
  expect((await create(caller, { type })).status).toBe(400);
  const { status, json } = await create(caller, { tokenName: 't', type, environment: 'nope' });
  expect(status).toBe(403);
  expect(json).toEqual({
    id: uuid,
    name: 'OperationDeniedError',
    message: expect.any(String),
    details: [{ message: json.message }],
  });
});

test('nobody creates an admin token while the installation does not let them', async () => {
  for (const caller of [server.rootSecret, (await issue(server, { kind: 'unleash_admin_token' })).secret]) {
    const { status, json } = await create(caller, { tokenName: 't', type: 'admin' });
    expect([status, json.name]).toEqual([403, 'OperationDeniedError']);
  }
});

test('nobody but an administrator creates an admin token, where they may be created', async () => {
  const caller = await permitted(seven, 'CREATE_CLIENT_API_TOKEN', 'CREATE_FRONTEND_API_TOKEN');
  const { status, json } = await create(caller, { tokenName: 't', type: 'admin' }, seven);
  expect(status).toBe(403);
  expect(Object.keys(json)).toEqual(['name', 'message', 'details']);
  expect(json.name).toBe('OperationDeniedError');
});

test('a client token creates nothing', async () => {
  const { status, json } = await create((await issue(server)).secret, { tokenName: 't', type: 'client' });
  expect(status).toBe(403);
  expect(json).toEqual({ message: expect.any(String) });
});
