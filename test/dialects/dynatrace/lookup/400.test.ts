import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { envelope, issue, lookUp } from '../dynatrace-fixtures.ts';

let server: TestServer;
let caller: string;

beforeAll(async () => {
  server = await startServer();
  caller = (await issue(server)).secret;
});
afterAll(() => server.close());

const violation = (path: string) => ({
  path,
  message: expect.any(String),
  parameterLocation: 'PAYLOAD_BODY',
  location: null,
});

test.each<[string, unknown]>([
  ['no token', {}],
  ['a null token', { token: null }],
  ['a number', { token: 42 }],
  ['a huge integer', '{"token":123456789012345678901234567890}'],
  ['an object', { token: {} }],
  ['a list', { token: ['dt0c01'] }],
  ['another member', { Token: 'dt0c01' }],
  ['a list for a body', []],
  ['a string for a body', '"dt0c01"'],
  ['null for a body', 'null'],
  ['an empty body', ''],
])('%s names the member token', async (_, body) => {
  const headers = { 'content-type': 'application/json' };
  const { status, text, json } = await lookUp(server, null, caller, { headers, body });
  expect(status).toBe(400);
  expect(json).toEqual(envelope(400, 'Constraints violated.', violation('token')));
  expect(text).toMatch(
    /^\{"error":\{"code":400,"message":"[^"]+","constraintViolations":\[\{"path":"token","message":"[^"]+","parameterLocation":"PAYLOAD_BODY","location":null\}\]\}\}$/,
  );
});

test('no body at all names the member token', async () => {
  const { status, json } = await server.send('/api/v2/apiTokens/lookup', {
    method: 'POST',
    headers: { authorization: `Api-Token ${caller}` },
  });
  expect(status).toBe(400);
  expect(json).toEqual(envelope(400, 'Constraints violated.', violation('token')));
});

test.each<[string, string | Buffer]>([
  ['broken JSON', '{"token":'],
  ['a member named twice', '{"token":"a","token":"b"}'],
  ['deep nesting', `{"token":${'['.repeat(1000)}${']'.repeat(1000)}}`],
  ['bytes that are no UTF-8', Buffer.from('7b22746f6b656e223a22ff227d', 'hex')],
])('%s is a fault of the body', async (_, body) => {
  const headers = { 'content-type': 'application/json' };
  const { status, json } = await lookUp(server, null, caller, { headers, body });
  expect(status).toBe(400);
  expect(json).toEqual(envelope(400, 'Constraints violated.', violation('')));
});

test('a malformed escape in the path is a fault of the path', async () => {
  const { status, json } = await server.send('/e/%zz/api/v2/apiTokens/lookup', { method: 'POST' });
  expect(status).toBe(400);
  expect(json).toEqual(
    envelope(400, 'Constraints violated.', { ...violation(''), parameterLocation: 'PATH' }),
  );
});
