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

test.each(withBody)('$method $path refuses a body that is not JSON', async ({ method, path }) => {
  const type = 'application/x-www-form-urlencoded';
  const headers = { authorization: `Api-Token ${caller}`, 'content-type': type };
  const form = await server.send(path, { method, headers, body: 'name=x' });
  expect([form.status, form.json]).toEqual([415, envelope(415, 'HTTP 415 Unsupported Media Type')]);
});
