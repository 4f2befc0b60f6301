import { afterAll, beforeAll, expect, it } from 'vitest';
import { faultyFields, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

it('422 for a kind that cannot be revoked, which stays active', async () => {
  await server.root.post('/resources', { type: 'group', path: 'acme' });
  const resource = { type: 'group', path: 'acme' } as const;
  const { id } = await server.issue({ kind: 'scim_token', resource });
  expect(faultyFields(await server.root.delete(`/tokens/${id}`))).toEqual(['token']);
  expect((await server.root.get(`/tokens/${id}`)).json.data.status).toBe('active');
});
