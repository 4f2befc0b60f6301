import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { call, DAY_MS, issue, manager, NOT_FOUND } from '../dynatrace-fixtures.ts';

let server: TestServer;
let caller: string;

beforeAll(async () => {
  server = await startServer();
  caller = await manager(server);
});
afterAll(() => server.close());

async function expectUnknown(id: string): Promise<void> {
  const { status, text } = await call(server, caller, 'GET', `/${id}`);
  expect([id, status, text]).toEqual([id, 404, NOT_FOUND]);
}

test('an id that nothing has is not found, whatever its shape', async () => {
  for (const id of [
    `dt0c01.${'A'.repeat(24)}`,
    'dt0c01',
    '1',
    'a%00b',
    '%20',
    '%e2%98%83',
    'x'.repeat(8000),
    '..%2f',
  ])
    await expectUnknown(id);
});

test('a secret is no id', async () => {
  await expectUnknown((await issue(server)).secret);
});

test('a deleted token, one of another kind and one expired more than seven days ago are not found', async () => {
  const { authority, operator, clock } = server;
  const deleted = await issue(server);
  const expired = await issue(server, { expiresAt: clock.now() + 1000 });
  const other = await issue(server, { kind: 'access_token' });
  await authority.revoke(operator, deleted.details);
  clock.advance(1000 + 7 * DAY_MS + 1);
  for (const { details } of [deleted, expired, other])
    await expectUnknown(encodeURIComponent(details.token.publicId));
});

test('an imported token of another shape is not found by its mask, which others may share', async () => {
  const { details } = await issue(server, { secret: 'an-old-opaque-token-0001' });
  await expectUnknown(encodeURIComponent(details.token.publicId));
});
