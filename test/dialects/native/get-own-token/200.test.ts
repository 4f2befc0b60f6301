import { afterAll, beforeAll, expect, it } from 'vitest';
import { getOwnTokenSchema } from '../../../../src/dialects/native/me-tokens/schemas.ts';
import { expectSchema, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

it('200 shows an own token in each of its states', async () => {
  const active = await server.issue({ name: 'CI', allowedIps: ['10.0.0.0/24'], expiresAt: null });
  const revoked = await server.issue();
  const disabled = await server.issue();
  const expired = await server.issue({ expiresAt: server.clock.now() + 1000 });
  await server.root.delete(`/tokens/${revoked.id}`);
  await server.root.patch(`/tokens/${disabled.id}`, { disabled: true });
  server.clock.advance(1000);
  const answer = await server.root.get(`/me/tokens/${active.id}`);
  expectSchema(answer, getOwnTokenSchema.response[200]);
  expect(answer.json).toEqual({
    data: {
      id: active.id,
      name: 'CI',
      status: 'active',
      last_used_at: null,
      usage_count: 0,
      expires_at: null,
      created_at: expect.stringMatching(/:\d\dZ$/),
      allowed_ips: ['10.0.0.0/24'],
      scopes: [],
      description: null,
      last_used_ip: null,
      token_hint: `jtn_****${active.secret.slice(-4)}`,
    },
  });
  for (const [{ id }, status] of [
    [revoked, 'revoked'],
    [disabled, 'revoked'],
    [expired, 'expired'],
  ] as const)
    expect((await server.root.get(`/me/tokens/${id}`)).json.data.status).toBe(status);
});
