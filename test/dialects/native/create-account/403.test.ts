import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectProblem, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

it('403 for making an administrator without *', async () => {
  const caller = await server.caller('admin', ['directory:write']);
  const body = { type: 'user', username: 'boss', role: 'admin' };
  expectProblem(await caller.post('/accounts', body), 403, 'Forbidden', '/api/v1/accounts');
  const { id } = await server.account();
  const answer = await caller.patch(`/accounts/${id}`, { role: 'admin' });
  expectProblem(answer, 403, 'Forbidden', `/api/v1/accounts/${id}`);
  expect((await server.root.post('/accounts', body)).status).toBe(201);
});
