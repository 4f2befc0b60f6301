import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { envelope, issue } from '../dynatrace-fixtures.ts';
import { everyCall } from '../every-call.ts';

let server: TestServer;
let caller: string;

beforeAll(async () => {
  server = await startServer();
  caller = (await issue(server, { kind: 'access_token', scopes: ['*'] })).secret;
});
afterAll(() => server.close());

const withBody = everyCall.filter(({ body }) => body !== undefined);

test.each(withBody)('$method $path refuses a body over 1 MiB', async ({ method, path }) => {
  const headers = { authorization: `Api-Token ${caller}`, 'content-type': 'application/json' };
  const large = await server.send(path, { method, headers, body: `{"name":"${'x'.repeat(1024 * 1024)}"}` });
  expect([large.status, large.json]).toEqual([413, envelope(413, 'HTTP 413 Request Entity Too Large')]);
});
