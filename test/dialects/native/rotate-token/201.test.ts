import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rotateTokenSchema } from '../../../../src/dialects/native/tokens/schemas.ts';
import { expectSchema, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

describe('201', () => {
  it('gives a new id and secret with what the old token had, and ends the old one at once', async () => {
    const { id, secret } = await server.issue({ scopes: ['a'], allowedIps: ['127.0.0.1'] });
    await server.client(secret).get('/me');
    const answer = await server.root.post(`/tokens/${id}/rotate`);
    expect(answer.status).toBe(201);
    expectSchema(answer, rotateTokenSchema.response[201]);
    const { data, meta } = answer.json;
    expect(data).toMatchObject({
      scopes: ['a'],
      allowed_ips: ['127.0.0.1'],
      usage_count: 0,
      rotated_from: id,
    });
    expect(data.id).not.toBe(id);
    expect((await server.client(secret).get('/me')).status).toBe(401);
    expect((await server.client(meta.secret).get('/me')).status).toBe(200);
    expect((await server.root.get(`/tokens/${id}`)).json.data).toMatchObject({
      status: 'revoked',
      revoked_reason: 'rotated',
      replaced_by: data.id,
    });
  });

  it('with a grace period the old secret works until it ends, and is reported when it comes after that', async () => {
    const { id, secret } = await server.issue();
    const { json } = await server.root.post(`/tokens/${id}/rotate`, { grace_seconds: 60 });
    const during = (await server.root.get(`/tokens/${id}`)).json.data;
    expect(during).toMatchObject({ status: 'active', revoked_at: null, revoked_reason: null });
    expect(Date.parse(during.grace_until)).toBeGreaterThan(server.clock.now());
    expect((await server.client(secret).get('/me')).status).toBe(200);
    expect((await server.client(json.meta.secret).get('/me')).status).toBe(200);
    server.clock.advance(60_000);
    expect((await server.client(secret).get('/me')).status).toBe(401);
    expect((await server.root.get(`/tokens/${id}`)).json.data).toMatchObject({
      status: 'revoked',
      revoked_at: during.grace_until,
      revoked_reason: 'rotated',
    });
    const events = await server.root.get(`/audit-events?type=retired_token_presented&token=${id}`);
    expect(events.json.data.length).toBe(1);
  });

  it('takes another expiry', async () => {
    const { id } = await server.issue();
    const answer = await server.root.post(`/tokens/${id}/rotate`, { expires_at: '2999-01-01T00:00:00Z' });
    expect(answer.json.data.expires_at).toBe('2999-01-01T00:00:00.000Z');
  });
});
