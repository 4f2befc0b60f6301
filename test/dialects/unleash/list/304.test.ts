import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, issue } from '../unleash-fixtures.ts';

let server: TestServer;
let tag: string;

beforeAll(async () => {
  server = await startServer();
  await issue(server, { name: 'one' });
  tag = (await ask({})).headers.etag ?? '';
});
afterAll(() => server.close());

const ask = (headers: Record<string, string>, method = 'GET') =>
  call(server, server.rootSecret, method, '/api-tokens', undefined, headers);

test('every answer with a body has a weak tag', async () => {
  expect(tag).toMatch(/^W\/"[0-9a-f]+-[\w-]{27}"$/);
  expect((await call(server, null, 'GET', '/api-tokens')).headers.etag).toMatch(/^W\//);
  expect((await call(server, server.rootSecret, 'DELETE', '/api-tokens/none')).headers.etag).toBeUndefined();
});

test.each([
  ['the tag', (one: string) => one],
  ['its strong form', (one: string) => one.slice(2)],
  ['a list with it', (one: string) => `"other", ${one}`],
  ['a star', () => '*'],
])('whoever knows the answer by %s gets 304 without a body', async (_, header) => {
  for (const method of ['GET', 'HEAD']) {
    const { status, text, headers } = await ask({ 'if-none-match': header(tag) }, method);
    expect([status, text, headers.etag]).toEqual([304, '', tag]);
    expect([headers['content-type'], headers['content-length']]).toEqual([undefined, undefined]);
  }
});

test('another tag, a changed list and a refusal are answered in full', async () => {
  expect((await ask({ 'if-none-match': 'W/"other"' })).status).toBe(200);
  await issue(server, { name: 'two' });
  const { status, headers } = await ask({ 'if-none-match': tag });
  expect([status, headers.etag === tag]).toEqual([200, false]);
  expect((await call(server, null, 'GET', '/api-tokens', undefined, { 'if-none-match': '*' })).status).toBe(
    401,
  );
});
