import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sent } from '../../../support/start-server.ts';
import { type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative({ JETON_FAILED_AUTH_PER_MINUTE: '0' });
});
afterAll(() => server.close());

/** Asks and checks that the answer is the one for everything that does not authenticate. */
async function expectRefused(headers: Sent['headers'] = {}, query = ''): Promise<void> {
  const { status, headers: told, text } = await server.send(`/auth${query}`, { headers });
  expect(status).toBe(401);
  expect(told['www-authenticate']).toBe('Bearer');
  expect(told['cache-control']).toBe('no-store');
  expect(text).toBe('');
  expect(Object.keys(told).filter((name) => name.startsWith('x-token-'))).toEqual([]);
}

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

it('401 where nothing is presented', () => expectRefused());

it.each([
  ['an unknown token', { authorization: 'Bearer jtn_000000000000000000000000000000000000' }],
  ['one cut short', { authorization: 'Bearer jtn_x' }],
  ['none after the scheme', { authorization: 'Bearer' }],
  ['one that is too long', { authorization: `Bearer ${'x'.repeat(5000)}` }],
  ['bytes that no token has', { 'x-api-key': `jtn_${'\xe9'.repeat(36)}` }],
])('401 for %s', (_what, headers) => expectRefused(headers));

it('401 for another scheme and for a token sent twice, whatever other header holds a good one', async () => {
  const { secret } = await server.issue();
  await expectRefused({ authorization: 'Basic eDp5', 'x-api-key': secret });
  await expectRefused({ authorization: 'x'.repeat(30), 'private-token': secret });
  await expectRefused({ 'private-token': [secret, secret], 'x-api-key': secret });
});

it('401 for a token in the query or the body', async () => {
  const { secret } = await server.issue();
  expect((await server.send(`/auth?private_token=${secret}`)).status).toBe(403);
  const sent = { method: 'POST', body: { private_token: secret, token: secret } };
  expect((await server.send('/auth', sent)).status).toBe(401);
});

describe('401 for a token that was good', () => {
  it.each([
    [
      'revoked',
      async (id: number) => void (await server.authority.revoke(server.operator, await stored(id))),
    ],
    [
      'disabled',
      async (id: number) =>
        void (await server.authority.update(server.operator, await stored(id), { disabled: true })),
    ],
    ['expired', async () => server.clock.advance(2_000)],
  ])('and is %s', async (_state, spoil) => {
    const { id, secret } = await server.issue({ expiresAt: server.clock.now() + 1_000 });
    expect((await server.send('/auth', { headers: bearer(secret) })).status).toBe(200);
    await spoil(id);
    await expectRefused(bearer(secret));
  });

  it('and is of a blocked account, even where it would lack a scope besides', async () => {
    const account = await server.account();
    const { secret } = await server.issue({ account: { id: account.id } });
    await server.authority.updateAccount(server.operator, account, { blocked: true });
    await expectRefused(bearer(secret));
    await expectRefused(bearer(secret), '?scope=a');
  });
});

async function stored(id: number) {
  const details = await server.authority.token(id);
  if (details === null) throw new Error(`no token ${id}`);
  return details;
}
