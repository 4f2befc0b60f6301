import { afterAll, beforeAll, expect, it } from 'vitest';
import { getTokenSchema } from '../../../../src/dialects/native/tokens/schemas.ts';
import { expectSchema, type NativeTestServer, startNative, tokenMembers } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

it('200 shows a token with every use up to this moment', async () => {
  const { id, secret } = await server.issue();
  for (let count = 0; count < 3; count += 1)
    await server.root.post('/tokens/verify', { token: secret, ip: '192.0.2.7' });
  const answer = await server.root.get(`/tokens/${id}`);
  expectSchema(answer, getTokenSchema.response[200]);
  expect(Object.keys(answer.json.data)).toEqual(tokenMembers);
  expect(answer.json.data).toMatchObject({ id, usage_count: 3, last_used_ip: '192.0.2.7' });
  expect(answer.text).not.toContain(secret);
});

it('200 shows a tombstone as deleted', async () => {
  const { id } = await server.issue({ kind: 'unleash_client_token' });
  await server.root.delete(`/tokens/${id}`);
  expect((await server.root.get(`/tokens/${id}`)).json.data).toMatchObject({ id, status: 'deleted' });
});
