import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { revokeTokensSchema } from '../../../../src/dialects/native/revocation/schemas.ts';
import { expectSchema, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

async function revoke(body: object) {
  const answer = await server.root.post('/tokens/revoke', body);
  expect(answer.status, answer.text).toBe(200);
  expectSchema(answer, revokeTokensSchema.response[200]);
  return answer.json.data;
}

const fingerprint = (secret: string) => createHash('sha256').update(secret).digest('hex');

describe('200', () => {
  it('revoked: by secret, by fingerprint and by id, with the reason; already: the second time', async () => {
    for (const name of ['token', 'fingerprint', 'id'] as const) {
      const { id, secret } = await server.issue();
      const target = { [name]: { token: secret, fingerprint: fingerprint(secret), id }[name] };
      expect((await server.client(secret).get('/me')).status).toBe(200);
      const [first] = await revoke({ ...target, reason: 'leaked' });
      expect(Object.keys(first)).toEqual(['outcome', 'token']);
      expect(first).toMatchObject({
        outcome: 'revoked',
        token: { id, status: 'revoked', revoked_reason: 'leaked' },
      });
      expect((await server.client(secret).get('/me')).status).toBe(401);
      const [second] = await revoke({ ...target, reason: 'again' });
      expect(second).toMatchObject({ outcome: 'already', token: { id, revoked_reason: 'leaked' } });
    }
  });

  it('several at once: each in the way of its kind, in order, what is not there included', async () => {
    await server.root.post('/resources', { type: 'group', path: 'acme' });
    const native = await server.issue();
    const feed = await server.issue({ kind: 'feed_token' });
    const client = await server.issue({ kind: 'unleash_client_token' });
    const scim = await server.issue({ kind: 'scim_token', resource: { type: 'group', path: 'acme' } });
    const data = await revoke({
      items: [
        { id: native.id },
        { token: feed.secret },
        { fingerprint: fingerprint(client.secret) },
        { id: scim.id },
        { id: native.id, reason: 'own reason' },
        { token: 'no such token' },
        { id: 4711 },
      ],
      reason: 'spring cleaning',
    });
    const outcomes = ['revoked', 'reset', 'deleted', 'not_revocable', 'already', 'unknown', 'unknown'];
    expect(data.map(({ outcome }: { outcome: string }) => outcome)).toEqual(outcomes);
    expect(data[0].token.revoked_reason).toBe('spring cleaning');
    expect(data[1].token).toMatchObject({ id: feed.id, status: 'revoked', revoked_reason: 'reset' });
    expect(data[2].token.status).toBe('deleted');
    expect(data[3].token.status).toBe('active');
    expect('token' in data[5]).toBe(false);
  });

  it('ends the grace period of a rotated token', async () => {
    const { id, secret } = await server.issue();
    await server.root.post(`/tokens/${id}/rotate`, { grace_seconds: 600 });
    expect((await revoke({ token: secret }))[0].outcome).toBe('revoked');
    expect((await server.client(secret).get('/me')).status).toBe(401);
  });
});
