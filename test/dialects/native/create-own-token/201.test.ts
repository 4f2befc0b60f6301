import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOwnTokenSchema } from '../../../../src/dialects/native/me-tokens/schemas.ts';
import { expectSchema, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

describe('201', () => {
  it('shows the secret once, which then works', async () => {
    const caller = await server.caller('editor', ['orders:read', 'orders:write']);
    const answer = await caller.post('/me/tokens', {
      name: ' CI ',
      scopes: ['orders:read'],
      description: 'd',
    });
    expect(answer.status).toBe(201);
    expectSchema(answer, createOwnTokenSchema.response[201]);
    const { data, meta } = answer.json;
    expect(Object.keys(answer.json)).toEqual(['data', 'meta']);
    expect(Object.keys(meta)).toEqual(['bearer_token', 'message']);
    expect(data).toMatchObject({
      name: 'CI',
      status: 'active',
      usage_count: 0,
      last_used_at: null,
      allowed_ips: null,
      scopes: ['orders:read'],
      description: 'd',
    });
    const me = await server.client(meta.bearer_token).get('/me');
    const own = await caller.get('/me');
    expect(me.json.data.account).toEqual(own.json.data.account);
    expect(server.logged()).not.toContain(meta.bearer_token);
  });

  it('takes an expiry as RFC 3339 and as Unix seconds', async () => {
    for (const expires_at of ['2999-01-01T01:00:00+01:00', 32_472_144_000]) {
      const { json } = await server.root.post('/me/tokens', { name: 'x', expires_at });
      expect(json.data.expires_at).toBe('2999-01-01T00:00:00Z');
    }
    expect(
      (await server.root.post('/me/tokens', { name: 'x', expires_at: null })).json.data.expires_at,
    ).toBeNull();
  });

  it('takes no scopes, no restriction and the default lifetime for what is not said', async () => {
    const { data } = (await server.root.post('/me/tokens', { name: 'x', allowed_ips: [] })).json;
    expect(data).toMatchObject({ scopes: [], allowed_ips: null });
    expect(Date.parse(data.expires_at) - Date.parse(data.created_at)).toBe(365 * 86_400_000);
  });

  it('without an expiry ends no later than the calling token', async () => {
    const soon = Math.floor(server.clock.now() / 1000) * 1000 + 3_600_000;
    const bound = await server.caller('editor', [], { expiresAt: soon });
    const { json } = await bound.post('/me/tokens', { name: 'x' });
    expect(Date.parse(json.data.expires_at)).toBe(soon);
    const late = await server.caller('editor', [], { expiresAt: server.clock.now() + 2 * 365 * 86_400_000 });
    const { data } = (await late.post('/me/tokens', { name: 'x' })).json;
    expect(Date.parse(data.expires_at) - Date.parse(data.created_at)).toBe(365 * 86_400_000);
  });

  it('a caller with tokens:write is bound by its scopes only', async () => {
    const { id } = await server.account();
    const allowedIps = ['127.0.0.0/8'];
    const request = {
      account: { id },
      scopes: ['tokens:write'],
      allowedIps,
      expiresAt: server.clock.now() + 60_000,
    };
    const caller = server.client((await server.issue(request)).secret);
    const { status, json } = await caller.post('/me/tokens', { name: 'x', expires_at: null });
    expect([status, json.data.expires_at, json.data.allowed_ips]).toEqual([201, null, null]);
  });
});
