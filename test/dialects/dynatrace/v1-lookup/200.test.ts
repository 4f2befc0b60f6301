import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../../../support/start-server.ts';
import { callV1, issue } from '../dynatrace-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('any token looks any token up, itself too', async () => {
  const [one, other] = [await issue(server), await issue(server, { name: 'other', scopes: ['logs.read'] })];
  const asked = await callV1(server, one.secret, 'POST', '/lookup', { body: { token: other.secret } });
  expect([asked.status, asked.json]).toEqual([
    200,
    {
      id: other.details.token.publicId,
      name: 'other',
      userId: 'root',
      revoked: false,
      created: other.details.token.createdAt,
      scopes: ['logs.read'],
      personalAccessToken: false,
    },
  ]);
  const self = await callV1(server, one.secret, 'POST', '/lookup', { body: { token: one.secret } });
  expect(self.json.lastUse).toBeGreaterThanOrEqual(one.details.token.createdAt);
});
