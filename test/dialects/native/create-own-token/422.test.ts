import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultyFields, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative({ JETON_MAX_LIFETIME_DAYS: '400' });
});
afterAll(() => server.close());

describe('422', () => {
  it.each([
    [{ name: undefined }, ['name']],
    [{ name: '   ' }, ['name']],
    [{ name: 'x'.repeat(256) }, ['name']],
    [{ allowed_ips: ['10.0.0.0/24', '10.0.0'] }, ['allowed_ips.1']],
    [{ allowed_ips: '10.0.0.1' }, ['allowed_ips']],
    [{ expires_at: 0 }, ['expires_at']],
    [{ expires_at: 1.5 }, ['expires_at']],
    [{ expires_at: 1e300 }, ['expires_at']],
    [{ expires_at: 'tomorrow' }, ['expires_at']],
    [{ expires_at: '2020-01-01T00:00:00Z' }, ['expires_at']],
    [{ expires_at: '2999-01-01T00:00:00Z' }, ['expires_at']],
    [{ expires_at: null }, ['expires_at']],
    [{ scopes: ['a b'] }, ['scopes']],
    [{ name: 5, kind: 'x', allowed_ips: [0] }, ['allowed_ips.0', 'kind', 'name']],
  ])('for %j', async (body, fields) => {
    expect(faultyFields(await server.root.post('/me/tokens', { name: 'x', ...body }))).toEqual(fields);
  });

  it('for reaching beyond the calling token: its scopes, its addresses, its expiry', async () => {
    const expiresAt = server.clock.now() + 3_600_000;
    const caller = await server.caller('editor', ['a'], { allowedIps: ['127.0.0.0/8'], expiresAt });
    const within = { name: 'x', scopes: ['a'], allowed_ips: ['127.0.0.1', '127.1.0.0/16'] };
    expect((await caller.post('/me/tokens', within)).status).toBe(201);
    const cases: [object, string][] = [
      [{ scopes: ['a', 'b'] }, 'scopes'],
      [{ scopes: ['*'] }, 'scopes'],
      [{ allowed_ips: ['127.0.0.1', '192.0.2.1'] }, 'allowed_ips'],
      [{ allowed_ips: ['0.0.0.0/0'] }, 'allowed_ips'],
      [{ allowed_ips: [] }, 'allowed_ips'],
      [{ allowed_ips: null }, 'allowed_ips'],
      [{ allowed_ips: undefined }, 'allowed_ips'],
      [{ expires_at: new Date(expiresAt + 1000).toISOString() }, 'expires_at'],
    ];
    for (const [body, field] of cases)
      expect(faultyFields(await caller.post('/me/tokens', { ...within, ...body }))).toEqual([field]);
  });

  it('for never expiring, by a caller that expires', async () => {
    const free = await startNative();
    const caller = await free.caller('editor', [], { expiresAt: free.clock.now() + 3_600_000 });
    expect(faultyFields(await caller.post('/me/tokens', { name: 'x', expires_at: null }))).toEqual([
      'expires_at',
    ]);
    await free.close();
  });
});
