import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call } from '../unleash-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test.each([
  'type=api-token-created',
  'type=IS_NOT:api-token-created',
  'type=IS:a&type=IS:b',
  'from=2024-01-01',
  'from=IS:yesterday',
  'to=IS:2024-02-40',
  'project=IS:default',
  'environment=IS:default',
  'createdBy=IS:1',
  'query=secret',
  'id=IS:1',
  'feature=IS:f',
])('%s is refused, not passed over', async (query) => {
  const { status, json } = await call(server, server.rootSecret, 'GET', `/search/events?${query}`);
  expect([status, json.name]).toEqual([400, 'BadDataError']);
});
