import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, issue, pathOf } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test.each(['text/plain', 'application/merge-patch+json'])('%s is not taken', async (type) => {
  const { secret } = await issue(server);
  const headers = { 'content-type': type };
  const body = '{"expiresAt":"2099-01-01T00:00:00Z"}';
  const { status, json } = await call(server, server.rootSecret, 'PUT', pathOf(secret), body, headers);
  expect([status, json.name]).toEqual([415, 'ContentTypeError']);
});
