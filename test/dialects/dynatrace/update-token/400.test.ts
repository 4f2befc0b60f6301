import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, issue, type Known, lookUp, manager, violated } from '../dynatrace-fixtures.ts';

let server: TestServer;
let caller: string;
let token: Known;

beforeAll(async () => {
  server = await startServer();
  caller = await manager(server);
  token = await issue(server, { scopes: ['metrics.read'] });
});
afterAll(() => server.close());

const update = ({ details }: Known, body: unknown, by = caller) =>
  call(server, by, 'PUT', `/${details.token.publicId}`, {
    body,
    headers: { 'content-type': 'application/json' },
  });

test.each<[unknown, ...string[]]>([
  [{ name: '' }, 'name'],
  [{ name: ['x'] }, 'name'],
  [{ name: 'a\u0007' }, 'name'],
  [{ enabled: 'false' }, 'enabled'],
  [{ enabled: 0, name: 1 }, 'name', 'enabled'],
  [{ scopes: 'metrics.read' }, 'scopes'],
  [{ scopes: [5] }, 'scopes'],
  [{ scopes: ['metrics.read', 'nope'] }, 'scopes'],
  [{ scopes: ['*'] }, 'scopes'],
  ['{"name":"a","name":"b"}', ''],
  ['{', ''],
])('%j is refused, and nothing changes', async (body, ...members) => {
  const before = (await lookUp(server, token.secret, caller)).json;
  const { status, json } = await update(token, body);
  expect(json).toEqual(violated(...members.map((member) => ['PAYLOAD_BODY', member] as const)));
  expect(status).toBe(400);
  expect((await lookUp(server, token.secret, caller)).json).toEqual(before);
});

test('a personal access token gets no scope that such tokens cannot carry', async () => {
  const personal = await issue(server, { kind: 'dynatrace_personal_access_token' });
  const { status, json } = await update(personal, { scopes: ['logs.read'] });
  expect([status, json]).toEqual([400, violated(['PAYLOAD_BODY', 'scopes'])]);
});

test('nobody disables the token one authenticates with', async () => {
  const own = await issue(server, { scopes: ['apiTokens.write'] });
  const { status, json } = await update(own, { enabled: false, name: 'gone' }, own.secret);
  expect([status, json]).toEqual([400, violated(['PAYLOAD_BODY', 'enabled'])]);
  expect((await lookUp(server, own.secret, own.secret)).json).toMatchObject({
    enabled: true,
    name: 'unnamed',
  });
});

test('a token that was replaced cannot be brought back', async () => {
  const replaced = await issue(server);
  await server.authority.rotate(server.operator, replaced.details, {});
  expect((await update(replaced, { enabled: true })).status).toBe(400);
});
