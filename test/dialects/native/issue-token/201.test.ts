import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueTokenSchema } from '../../../../src/dialects/native/tokens/schemas.ts';
import { expectSchema, type NativeTestServer, startNative, tokenMembers } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

describe('201', () => {
  it('issues a token of every kind, whose secret is recognised as that kind and verified', async () => {
    const resources = new Map<string, number>();
    for (const kind of server.authority.kinds.all) {
      for (const type of kind.resourceTypes) {
        if (resources.has(type)) continue;
        const attributes = type === 'job' ? { status: 'running' } : {};
        const { json } = await server.root.post('/resources', { type, path: `a/${type}`, attributes });
        resources.set(type, json.data.id);
      }
      const [type] = kind.resourceTypes;
      const scopes = kind.actsFor !== 'none' && kind.scopes !== 'any' ? kind.scopes.slice(0, 1) : undefined;
      const answer = await server.root.post('/tokens', {
        kind: kind.name,
        name: `one of ${kind.name}`,
        ...(type !== undefined && { resource: { type, path: `a/${type}` } }),
        scopes,
      });
      expect(answer.status, answer.text).toBe(201);
      expectSchema(answer, issueTokenSchema.response[201]);
      const { data, meta } = answer.json;
      expect(data.kind).toBe(kind.name);
      expect(data.resource?.id ?? null).toBe(type === undefined ? null : resources.get(type));
      expect(data.account === null).toBe(kind.actsFor !== 'account');
      const verdict = await server.root.post('/tokens/verify', { token: meta.secret });
      expect(verdict.json).toMatchObject({ valid: true, token: { id: data.id, kind: kind.name } });
    }
  });

  it('answers every member in its order, with what was asked for', async () => {
    const account = await server.account();
    const { status, json } = await server.root.post('/tokens', {
      kind: 'access_token',
      name: '  CI  ',
      description: ' deploys ',
      account: account.id,
      scopes: ['orders:read', 'orders:write', 'orders:read'],
      expires_at: '2999-01-02T03:04:05.678+01:00',
      allowed_ips: ['10.0.0.0/24', '2001:db8::/32'],
      limits: { requests: 5, per_seconds: 60 },
      attributes: { team: 'a', nested: { b: [1, null] } },
    });
    expect(status).toBe(201);
    expect(Object.keys(json)).toEqual(['data', 'meta']);
    expect(Object.keys(json.data)).toEqual(tokenMembers);
    expect(Object.keys(json.meta)).toEqual(['secret']);
    expect(json.meta.secret).toMatch(/^jtn_[0-9A-Za-z]{36}$/);
    expect(json.data).toMatchObject({
      kind: 'access_token',
      name: 'CI',
      description: 'deploys',
      status: 'active',
      public_id: `jtn_****${json.meta.secret.slice(-4)}`,
      account: { id: account.id, type: 'user', username: account.username, name: account.name },
      resource: null,
      scopes: ['orders:read', 'orders:write'],
      allowed_ips: ['10.0.0.0/24', '2001:db8::/32'],
      created_by: { id: 1, type: 'user', username: 'root', name: 'Administrator' },
      expires_at: '2999-01-02T02:04:05.678Z',
      revoked_at: null,
      revoked_reason: null,
      last_used_at: null,
      last_used_ip: null,
      usage_count: 0,
      limits: { requests: 5, per_seconds: 60 },
      rotated_from: null,
      replaced_by: null,
      grace_until: null,
      attributes: { team: 'a', nested: { b: [1, null] } },
    });
  });

  it('takes the caller, no scopes and the default lifetime for what is not said', async () => {
    const { json } = await server.root.post('/tokens', { kind: 'access_token', name: 'x' });
    expect(json.data).toMatchObject({
      account: { username: 'root' },
      scopes: [],
      allowed_ips: null,
      limits: null,
    });
    const lifetime = Date.parse(json.data.expires_at) - Date.parse(json.data.created_at);
    expect(lifetime).toBe(365 * 86_400_000);
  });

  it('takes null and empty lists for no restriction, and an account by username', async () => {
    const { username } = await server.account();
    const { json } = await server.root.post('/tokens', {
      kind: 'access_token',
      name: 'x',
      account: { username },
      expires_at: null,
      allowed_ips: [],
      limits: null,
      description: null,
    });
    expect(json.data).toMatchObject({ account: { username }, expires_at: null, allowed_ips: null });
  });

  it('imports an existing secret of any shape, which then works', async () => {
    const secret = 'legacy.secret/of-any?shape=yes';
    const answer = await server.root.post('/tokens', { kind: 'access_token', name: 'old', secret });
    expect(answer.status).toBe(201);
    expect((await server.client(secret).get('/me')).json.data.token.id).toBe(answer.json.data.id);
    expect(server.logged()).not.toContain(secret);
  });

  it('imports a secret of another system as a kind of its own, good everywhere but as a key to this API', async () => {
    const secret = '42|of.another/system?yes';
    const body = { kind: 'imported_token', name: 'old', secret, scopes: ['orders:read'] };
    const { id, public_id } = (await server.root.post('/tokens', body)).json.data;
    expect(public_id).toBe('****?yes');
    const verdict = await server.root.post('/tokens/verify', { token: secret, scopes: ['orders:read'] });
    expect(verdict.json).toMatchObject({ valid: true, token: { id, kind: 'imported_token' } });
    expect((await server.client(secret).get('/me')).status).toBe(401);
    const rotated = await server.root.post(`/tokens/${id}/rotate`, { grace_seconds: 60 });
    expect(rotated.json).toMatchObject({ data: { kind: 'imported_token', rotated_from: id } });
    const { secret: fresh } = rotated.json.meta;
    expect((await server.root.post('/tokens/verify', { token: fresh })).json.valid).toBe(true);
  });

  it('imports a secret that has expired, so that it can be told whose it was', async () => {
    const secret = 'an-expired-secret-of-old';
    const body = { kind: 'access_token', name: 'old', secret, expires_at: '2020-01-01T00:00:00Z' };
    expect((await server.root.post('/tokens', body)).json.data.status).toBe('expired');
  });
});
