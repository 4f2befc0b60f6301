import { afterAll, beforeAll, expect, it } from 'vitest';
import { faultyFields, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

it.each([
  [{ type: undefined }, ['type']],
  [{ type: 'robot' }, ['type']],
  [{ username: undefined }, ['username']],
  [{ username: '' }, ['username']],
  [{ username: 'a b' }, ['username']],
  [{ username: 'a\0' }, ['username']],
  [{ username: 'x'.repeat(256) }, ['username']],
  [{ name: '' }, ['name']],
  [{ email: 'nobody' }, ['email']],
  [{ role: 'root' }, ['role']],
  [{ state: 'dead' }, ['state']],
  [{ attributes: 3 }, ['attributes']],
  [{ id: 5, role: 3 }, ['id', 'role']],
])('422 for %j', async (body, fields) => {
  const answer = await server.root.post('/accounts', { type: 'user', username: 'somebody', ...body });
  expect(faultyFields(answer)).toEqual(fields);
});
