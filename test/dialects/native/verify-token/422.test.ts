import { afterAll, beforeAll, expect, it } from 'vitest';
import { faultyFields, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

it.each([
  [{}, ['token']],
  [{ token: 1 }, ['token']],
  [{ token: null }, ['token']],
  [{ token: 'x'.repeat(4097) }, ['token']],
  [{ token: 'é'.repeat(2049) }, ['token']],
  [{ token: 'x', ip: '10.0.0.0/8' }, ['ip']],
  [{ token: 'x', ip: 'here' }, ['ip']],
  [{ token: 'x', scopes: 'a' }, ['scopes']],
  [{ token: 'x', resource: 'a' }, ['resource']],
  [{ token: 'x', resource: { path: 'a' } }, ['resource.type']],
  [{ token: 'x', min_as_of: 'now' }, ['min_as_of']],
  [{ token: 'x', min_as_of: -1 }, ['min_as_of']],
  [{ token: 'x', min_as_of: 1.5 }, ['min_as_of']],
  [{ token: 'x', min_as_of: 1_000_000_000 }, ['min_as_of']],
  [{ token: 'x', as_of: 1 }, ['as_of']],
])('422 for %j', async (body, fields) => {
  const answer = await server.root.post('/tokens/verify', body);
  expect(faultyFields(answer)).toEqual(fields);
});
