import { afterAll, beforeAll, expect, it } from 'vitest';
import { faultyFields, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

it.each([
  [{}, ['token']],
  [{ token: 'x', fingerprint: 'a'.repeat(64) }, ['token']],
  [{ token: 'x'.repeat(4097) }, ['token']],
  [{ token: ['x'] }, ['token']],
  [{ fingerprint: 'a'.repeat(63) }, ['fingerprint']],
  [{ fingerprint: 'g'.repeat(64) }, ['fingerprint']],
  [{ fingerprint: `${'a'.repeat(64)}\n` }, ['fingerprint']],
  [{ fingerprint: 5 }, ['fingerprint']],
])('422 for %j', async (body, fields) => {
  expect(faultyFields(await server.root.post('/tokens/identify', body))).toEqual(fields);
});
