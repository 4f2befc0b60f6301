import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectProblem, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

it('409 for a token that is revoked, expired or deleted', async () => {
  const revoked = await server.issue();
  await server.root.delete(`/tokens/${revoked.id}`);
  const deleted = await server.issue({ kind: 'unleash_client_token' });
  await server.root.delete(`/tokens/${deleted.id}`);
  const expired = await server.issue({ expiresAt: server.clock.now() + 1000 });
  server.clock.advance(1000);
  for (const { id } of [revoked, deleted, expired]) {
    const answer = await server.root.post(`/tokens/${id}/rotate`);
    expectProblem(answer, 409, 'Conflict', `/api/v1/tokens/${id}/rotate`);
  }
});

it('a token is rotated once, however many ask at once', async () => {
  const { id } = await server.issue();
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => server.root.post(`/tokens/${id}/rotate`)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
});
