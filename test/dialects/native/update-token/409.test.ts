import { afterAll, beforeAll, it } from 'vitest';
import { expectProblem, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

it('409 for a revoked and for a deleted token', async () => {
  for (const kind of ['access_token', 'unleash_client_token'] as const) {
    const { id } = await server.issue({ kind });
    await server.root.delete(`/tokens/${id}`);
    const answer = await server.root.patch(`/tokens/${id}`, { name: 'x' });
    expectProblem(answer, 409, 'Conflict', `/api/v1/tokens/${id}`);
  }
});
