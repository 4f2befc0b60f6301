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

test('a token that does not exist, was deleted or is of another kind cannot be changed', async () => {
  const { authority, operator } = server;
  const deleted = await issue(server);
  await authority.revoke(operator, deleted.details);
  const native = await issue(server, { kind: 'access_token', name: 'native' });
  for (const id of [
    `dt0c01.${'A'.repeat(24)}`,
    deleted.details.token.publicId,
    encodeURIComponent(native.details.token.publicId),
    native.details.token.id,
  ]) {
    const { status, text } = await call(server, caller, 'PUT', `/${id}`, { body: { name: 'taken over' } });
    expect([id, status, text]).toEqual([id, 404, NOT_FOUND]);
  }
  expect((await authority.token(native.details.token.id))?.token.name).toBe('native');
});
