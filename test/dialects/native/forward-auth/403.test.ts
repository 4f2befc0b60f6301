import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Sent } from '../../../support/start-server.ts';
import { type NativeTestServer, startNative } from '../start-native.ts';

const FAILURES_MAX = 5;

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative({
    JETON_TRUSTED_PROXIES: '127.0.0.1',
    JETON_FAILED_AUTH_PER_MINUTE: String(FAILURES_MAX),
  });
});
afterAll(() => server.close());

const ask = (query: string, headers: Sent['headers'] = {}): Promise<Answer> =>
  server.send(`/auth${query}`, { headers });
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

function expectDenied({ status, headers, text }: Answer, reason: string): void {
  expect([status, headers['x-token-reason'], text]).toEqual([403, reason, '']);
  expect(headers['cache-control']).toBe('no-store');
  expect(headers['www-authenticate']).toBeUndefined();
  expect(headers['x-token-id']).toBeUndefined();
  const isLimited = reason === 'rate_limited' || reason === 'too_many_failures';
  if (isLimited) expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  else expect(headers['retry-after']).toBeUndefined();
}

describe('403 for a good token', () => {
  it('that lacks one of the scopes', async () => {
    const { secret } = await server.issue({ scopes: ['a'] });
    expectDenied(await ask('?scope=a&scope=b', bearer(secret)), 'insufficient_scope');
  });

  it('of none of the kinds', async () => {
    const { secret } = await server.issue({ scopes: ['*'] });
    expectDenied(await ask('?kind=deploy_token&kind=feed_token', bearer(secret)), 'wrong_kind');
  });

  it.each(['203.0.114.9', '203.0.113.9, 203.0.114.9', '203.0.113.9, unknown', '203.0.113.9,', ''])(
    'that is bound to other addresses than the one behind the proxy, or to any while that is not certain: "%s"',
    async (forwardedFor) => {
      const { secret } = await server.issue({ allowedIps: ['203.0.113.0/24'] });
      const forged = { forwarded: 'for=203.0.113.9', 'x-real-ip': '203.0.113.9' };
      const headers = { ...bearer(secret), ...forged, 'x-forwarded-for': forwardedFor };
      expectDenied(await ask('', headers), 'ip_denied');
    },
  );

  it('over its own limit, with how long to wait; none of that is a use', async () => {
    const { id, secret } = await server.issue({ limits: { requests: 2, perSeconds: 3600 } });
    for (let count = 0; count < 2; count += 1) expect((await ask('', bearer(secret))).status).toBe(200);
    const limited = await ask('', bearer(secret));
    expectDenied(limited, 'rate_limited');
    expect(Number(limited.headers['retry-after'])).toBeLessThanOrEqual(3600);
    expect((await server.authority.token(id))?.use.count).toBe(2);
  });
});

it.each([
  '?scopes=a',
  '?scope=',
  '?scope=a%20b',
  '?scope=%zz',
  '?kind=acces_token',
  '?kind=access_token&kind=x',
  '?%',
  '?private_token=x',
  `?${Array(257).fill('scope=a').join('&')}`,
])('403 for a query that a gateway cannot mean, whoever comes: %s', async (query) => {
  expectDenied(await ask(query, bearer(server.rootSecret)), 'invalid_query');
  expectDenied(await ask(query), 'invalid_query');
});

describe('403 for an address that guessed too often', () => {
  const from = (address: string, secret: string) => ({ ...bearer(secret), 'x-forwarded-for': address });
  const guess = (address: string, count: number) =>
    ask('', from(address, `jtn_${String(count).padStart(36, '0')}`));

  it('unless memory knows the token; other addresses behind the same gateway go on', async () => {
    const { secret } = await server.issue();
    const { secret: unseen } = await server.issue();
    expect((await ask('', from('192.0.2.1', secret))).status).toBe(200);
    for (let count = 0; count < FAILURES_MAX; count += 1)
      expect((await guess('192.0.2.1', count)).status).toBe(401);
    expectDenied(await guess('192.0.2.1', 99), 'too_many_failures');
    expectDenied(await ask('', from('192.0.2.1', unseen)), 'too_many_failures');
    expect((await ask('', from('192.0.2.1', secret))).status).toBe(200);
    expectDenied(await ask('?scope=a', from('192.0.2.1', secret)), 'insufficient_scope');
    expect((await guess('192.0.2.2', 1)).status).toBe(401);
  });

  it('and a good token that may not pass is no guess, however often it comes', async () => {
    const { secret } = await server.issue({ limits: { requests: 1, perSeconds: 3600 } });
    const { secret: bound } = await server.issue({ allowedIps: ['203.0.113.9'] });
    for (let count = 0; count < 2 * FAILURES_MAX; count += 1) {
      await ask('?scope=a', from('192.0.2.3', secret));
      await ask('?kind=feed_token', from('192.0.2.3', secret));
      await ask('', from('192.0.2.3', secret));
      await ask('', from('192.0.2.3', bound));
    }
    expect((await guess('192.0.2.3', 1)).status).toBe(401);
  });
});
