import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, uuid } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const text = '{"tokenName":"t","type":"client"}';

test.each([
  ['text/plain', text],
  ['application/merge-patch+json', text],
  ['application/jsonp', text],
  ['application/x-www-form-urlencoded', 'tokenName=t&type=client'],
  [null, text],
  [null, ''],
])('the content type %s is not taken', async (type, body) => {
  const headers = type === null ? {} : { 'content-type': type };
  const { status, json } = await call(server, server.rootSecret, 'POST', '/api-tokens', body, headers);
  expect(status).toBe(415);
  expect(json).toEqual({
    id: uuid,
    name: 'ContentTypeError',
    message: expect.any(String),
    details: [{ message: json.message }],
  });
});

test('a compressed body is not unpacked', async () => {
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
  const { status } = await call(server, server.rootSecret, 'POST', '/api-tokens', gzipSync(text), headers);
  expect(status).toBe(400);
});
