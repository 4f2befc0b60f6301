import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { envelope, issue, lookUp } from '../dynatrace-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'nonsense'])(
  'the content type %s is not read',
  async (contentType) => {
    const { secret } = await issue(server);
    const headers = { 'content-type': contentType };
    const { status, json } = await lookUp(server, secret, secret, { headers });
    expect(status).toBe(415);
    expect(json).toEqual(envelope(415, 'HTTP 415 Unsupported Media Type'));
  },
);
