import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { introspectTokenSchema } from '../../../../src/dialects/native/oauth2/schemas.ts';
import { basic, bearer, sendForm } from '../oauth-form.ts';
import { expectSchema, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

async function introspect(token: string, headers = bearer(server.rootSecret), more = {}) {
  const answer = await sendForm(server, 'introspect', { token, ...more }, headers);
  expect(answer.status, answer.text).toBe(200);
  expectSchema(answer, introspectTokenSchema.response[200]);
  expect(answer.headers['cache-control']).toBe('no-store');
  return answer.json;
}

describe('200', () => {
  it('tells of a good token what RFC 7662 has members for', async () => {
    const account = await server.account('viewer');
    const expiresAt = server.clock.now() + 3_600_000;
    const { id, secret } = await server.issue({
      account: { id: account.id },
      scopes: ['orders:read', 'orders:write'],
      expiresAt,
    });
    const { created_at } = (await server.root.get(`/tokens/${id}`)).json.data;
    expect(await introspect(secret)).toEqual({
      active: true,
      scope: 'orders:read orders:write',
      username: account.username,
      sub: String(account.id),
      exp: Math.floor(expiresAt / 1000),
      iat: Math.floor(Date.parse(created_at) / 1000),
      token_type: 'Bearer',
      jti: String(id),
    });
  });

  it('a token that never expires has no exp, and one that acts for nobody names nobody', async () => {
    const { secret } = await server.issue({ expiresAt: null });
    expect('exp' in (await introspect(secret))).toBe(false);
    const nobody = await server.issue({ kind: 'unleash_client_token' });
    const answer = await introspect(nobody.secret);
    expect(answer).toMatchObject({ active: true, scope: 'unleash:client' });
    expect('username' in answer || 'sub' in answer).toBe(false);
  });

  it('anything not good is exactly {"active":false}', async () => {
    const revoked = await server.issue();
    await server.root.delete(`/tokens/${revoked.id}`);
    const disabled = await server.issue();
    await server.root.patch(`/tokens/${disabled.id}`, { disabled: true });
    const expired = await server.issue({ expiresAt: server.clock.now() + 1000 });
    const elsewhere = await server.issue({ allowedIps: ['192.0.2.1'] });
    const blocked = await server.account();
    const ofBlocked = await server.issue({ account: { id: blocked.id } });
    await server.root.patch(`/accounts/${blocked.id}`, { state: 'blocked' });
    const limited = await server.issue({ limits: { requests: 1, perSeconds: 1_000_000 } });
    await introspect(limited.secret);
    const replaced = await server.issue();
    await server.root.post(`/tokens/${replaced.id}/rotate`);
    server.clock.advance(2000);
    const secrets = [revoked, disabled, expired, elsewhere, ofBlocked, limited, replaced].map(
      ({ secret }) => secret,
    );
    const examples = server.authority.kinds.all.map(({ example }) => example);
    for (const token of [...secrets, ...examples, 'jtn_x', 'hello', 'a\0b', 'é', ' ']) {
      const answer = await sendForm(server, 'introspect', { token }, bearer(server.rootSecret));
      expect(answer.status).toBe(200);
      expect(answer.text, token).toBe('{"active":false}');
    }
  });

  it('the caller may come as Bearer or with its token as the password of Basic, whatever the user name', async () => {
    const { secret } = await server.issue();
    const caller = await server.caller('viewer', ['tokens:verify']);
    const ways = [bearer(caller.secret), basic(caller.secret), basic(caller.secret, '')];
    for (const headers of [...ways, { authorization: basic(caller.secret).authorization.replace('B', 'b') }])
      expect((await introspect(secret, headers)).active).toBe(true);
  });

  it('passes over hints, parameters that it does not know, and the query', async () => {
    const { secret } = await server.issue();
    for (const token_type_hint of ['access_token', 'refresh_token', 'nonsense'])
      expect((await introspect(secret, undefined, { token_type_hint, resource: 'x' })).active).toBe(true);
    const path = '/oauth2/introspect?token=other';
    const answer = await server.send(path, {
      method: 'POST',
      headers: {
        ...bearer(server.rootSecret),
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      },
      body: new URLSearchParams({ token: secret }).toString(),
    });
    expect(answer.json.active).toBe(true);
  });

  it('counts as a use of the token asked about', async () => {
    const { id, secret } = await server.issue();
    await introspect(secret);
    await introspect(secret);
    expect((await server.root.get(`/tokens/${id}`)).json.data.usage_count).toBe(2);
  });

  it('secrets reach neither log nor answer', async () => {
    const { secret } = await server.issue();
    await introspect(secret, basic(server.rootSecret));
    expect(server.logged()).not.toContain(secret);
    expect(server.logged()).not.toContain(Buffer.from(`anybody:${server.rootSecret}`).toString('base64'));
  });
});
