import { afterAll, beforeAll, expect, it } from 'vitest';
import { faultyFields, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
let id: number;
beforeAll(async () => {
  server = await startNative();
  id = (await server.issue({ scopes: ['a'] })).id;
});
afterAll(() => server.close());

it.each([
  [{ name: '' }, ['name']],
  [{ name: null }, ['name']],
  [{ disabled: 'yes' }, ['disabled']],
  [{ expires_at: '2020-01-01T00:00:00Z' }, ['expires_at']],
  [{ allowed_ips: ['x'] }, ['allowed_ips.0']],
  [{ kind: 'access_token', account: 1 }, ['account', 'kind']],
])('422 for %j', async (body, fields) => {
  expect(faultyFields(await server.root.patch(`/tokens/${id}`, body))).toEqual(fields);
});

it('422 for widening a token by a scope that the caller lacks; narrowing is free', async () => {
  const writer = await server.caller('admin', ['tokens:write']);
  expect(faultyFields(await writer.patch(`/tokens/${id}`, { scopes: ['a', 'b'] }))).toEqual(['scopes']);
  expect((await writer.patch(`/tokens/${id}`, { scopes: [] })).status).toBe(200);
});
