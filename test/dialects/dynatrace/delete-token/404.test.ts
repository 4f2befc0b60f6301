import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, issue, manager, NOT_FOUND } from '../dynatrace-fixtures.ts';

let server: TestServer;
let caller: string;

beforeAll(async () => {
  server = await startServer();
  caller = await manager(server);
});
afterAll(() => server.close());

test('what does not exist here cannot be deleted', async () => {
  const gone = await issue(server);
  expect((await call(server, caller, 'DELETE', `/${gone.secret}`)).status).toBe(204);
  for (const id of [
    gone.secret,
    gone.secret.slice(0, 31),
    `dt0c01.${'A'.repeat(24)}`,
    '%00',
    'x'.repeat(8000),
  ]) {
    const { status, text } = await call(server, caller, 'DELETE', `/${id}`);
    expect([status, text]).toEqual([404, NOT_FOUND]);
  }
});

test('a token of another kind is left alone', async () => {
  for (const kind of ['access_token', 'unleash_client_token'] as const) {
    const { secret, details } = await issue(server, { kind });
    expect((await call(server, caller, 'DELETE', `/${secret}`)).status).toBe(404);
    expect((await server.authority.token(details.token.id))?.token.deletedAt).toBeNull();
  }
});
