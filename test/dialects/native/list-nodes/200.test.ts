import { afterAll, beforeAll, expect, it } from 'vitest';
import { listNodesSchema } from '../../../../src/dialects/native/nodes/routes.ts';
import { expectSchema, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

it('200: a server on its own store is the only node, and has applied every change', async () => {
  const { id, secret } = await server.issue();
  await server.root.delete(`/tokens/${id}`);
  const answer = await server.root.get('/nodes');
  expect(answer.status).toBe(200);
  expectSchema(answer, listNodesSchema.response[200]);
  const [node, ...others] = answer.json.data;
  expect(others).toEqual([]);
  expect(node).toMatchObject({ self: true, lag: 0, lease: { state: 'held', expires_at: null } });
  const verdict = await server.root.post('/tokens/verify', { token: secret });
  expect(node.acknowledged_change).toBe(verdict.json.as_of);
});
