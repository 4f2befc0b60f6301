import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { issue, violated } from '../dynatrace-fixtures.ts';
import { everyCall } from '../every-call.ts';

let server: TestServer;
let caller: string;

beforeAll(async () => {
  server = await startServer();
  caller = (await issue(server, { kind: 'access_token', scopes: ['*'] })).secret;
});
afterAll(() => server.close());

const withBody = everyCall.filter(({ body }) => body !== undefined);

test.each(withBody)('$method $path refuses a body that cannot be read', async ({ method, path }) => {
  const send = (body: string | Buffer, contentType = 'application/json') =>
    server.send(path, {
      method,
      body,
      headers: { authorization: `Api-Token ${caller}`, 'content-type': contentType },
    });
  for (const body of [
    '{',
    '{}{}',
    '{"a":1,"a":2}',
    '{"__proto__":{}}',
    `${'['.repeat(5000)}${']'.repeat(5000)}`,
    Buffer.from('{"name":"\xff"}', 'latin1'),
  ]) {
    const { status, json } = await send(body);
    expect([status, json]).toEqual([400, violated(['PAYLOAD_BODY', ''])]);
  }
});
