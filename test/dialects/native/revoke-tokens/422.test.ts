import { afterAll, beforeAll, expect, it } from 'vitest';
import { faultyFields, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
let id: number;
beforeAll(async () => {
  server = await startNative();
  id = (await server.issue()).id;
});
afterAll(() => server.close());

it.each([
  [{}, ['token']],
  [{ reason: 'x' }, ['token']],
  [{ id: 2, token: 'x' }, ['token']],
  [{ id: 2, items: [{ id: 2 }] }, ['items']],
  [{ items: [] }, ['items']],
  [{ items: [{ id: 2 }, {}] }, ['items.1']],
  [{ items: [{ id: 2 }, { id: 'x' }] }, ['items.1.id']],
  [{ items: Array.from({ length: 1001 }, () => ({ id: 2 })) }, ['items']],
  [{ fingerprint: 'x' }, ['fingerprint']],
  [{ id: 2, reason: 'a\nb' }, ['reason']],
  [{ id: 2, reason: 'x'.repeat(256) }, ['reason']],
])('422 for %j, and nothing is revoked', async (body, fields) => {
  expect(faultyFields(await server.root.post('/tokens/revoke', body))).toEqual(fields);
  expect((await server.root.get(`/tokens/${id}`)).json.data.status).toBe('active');
});
