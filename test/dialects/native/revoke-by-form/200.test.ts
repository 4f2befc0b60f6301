import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendForm } from '../oauth-form.ts';
import { type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

async function revoke(token: string, more = {}): Promise<void> {
  const answer = await sendForm(server, 'revoke', { token, ...more });
  expect(answer.status, answer.text).toBe(200);
  expect(answer.text).toBe('');
  expect(answer.headers['cache-control']).toBe('no-store');
}

const statusOf = async (id: number) => (await server.root.get(`/tokens/${id}`)).json.data.status;

describe('200', () => {
  it('who holds a secret revokes it, with no other authentication; over when it is answered', async () => {
    const { id, secret } = await server.issue();
    await revoke(secret);
    expect(await statusOf(id)).toBe('revoked');
    expect((await server.root.post('/tokens/verify', { token: secret })).json.reason).toBe('revoked');
    await revoke(secret);
  });

  it('revokes in the way of the kind: marks, resets or leaves a tombstone', async () => {
    const account = { id: (await server.account()).id };
    const feed = await server.issue({ kind: 'feed_token', account });
    await revoke(feed.secret);
    const { status, replaced_by } = (await server.root.get(`/tokens/${feed.id}`)).json.data;
    expect(status).toBe('revoked');
    expect(await statusOf(replaced_by)).toBe('active');
    const client = await server.issue({ kind: 'unleash_client_token' });
    await revoke(client.secret);
    expect(await statusOf(client.id)).toBe('deleted');
  });

  it('from an address that the token does not allow, and of a blocked account, too', async () => {
    const account = await server.account();
    const { id, secret } = await server.issue({ account: { id: account.id }, allowedIps: ['192.0.2.1'] });
    await server.root.patch(`/accounts/${account.id}`, { state: 'blocked' });
    await revoke(secret);
    expect(await statusOf(id)).toBe('revoked');
  });

  it('an unknown token, whatever its shape and hint', async () => {
    const { example } = server.authority.kinds.get('access_token');
    for (const token of [example, 'jtn_x', 'hello', 'é\0'])
      await revoke(token, { token_type_hint: 'refresh_token' });
  });

  it('is in the audit, done by the token itself', async () => {
    const { id, secret } = await server.issue();
    await revoke(secret);
    const { data } = (await server.root.get(`/audit-events?type=token_revoked&token=${id}`)).json;
    expect(data).toHaveLength(1);
    expect(data[0]).toMatchObject({ actor: { account: 1, token: id, via: 'native' }, ip: '127.0.0.1' });
  });

  it('is never a use', async () => {
    const { id, secret } = await server.issue();
    await revoke(secret);
    expect((await server.root.get(`/tokens/${id}`)).json.data.usage_count).toBe(0);
  });
});
