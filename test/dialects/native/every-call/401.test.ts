import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyCall } from '../every-call.ts';
import { expectProblem, type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
let refused: Record<string, string | undefined>;

beforeAll(async () => {
  server = await startNative();
  const expired = await server.issue({ expiresAt: server.clock.now() + 1000 });
  const revoked = await server.issue();
  const disabled = await server.issue();
  const elsewhere = await server.issue({ allowedIps: ['192.0.2.1'] });
  const otherKind = await server.issue({ kind: 'personal_access_token', scopes: ['api'] });
  const blocked = await server.account();
  const ofBlocked = await server.issue({ account: { id: blocked.id } });
  await server.root.delete(`/tokens/${revoked.id}`);
  await server.root.patch(`/tokens/${disabled.id}`, { disabled: true });
  await server.root.patch(`/accounts/${blocked.id}`, { state: 'blocked' });
  server.clock.advance(2000);
  refused = {
    'no token': undefined,
    'another scheme': `Basic ${server.rootSecret}`,
    'no scheme': server.rootSecret,
    'an empty token': 'Bearer ',
    'two tokens': `Bearer ${server.rootSecret} ${server.rootSecret}`,
    'an unknown token': `Bearer jtn_0123456789ABCDEFGHIJKLMNOPQRST4PMbyp`,
    'a malformed token': 'Bearer jtn_x',
    'an overlong token': `Bearer ${'x'.repeat(5000)}`,
    'an expired token': `Bearer ${expired.secret}`,
    'a revoked token': `Bearer ${revoked.secret}`,
    'a disabled token': `Bearer ${disabled.secret}`,
    'a token used from an address that it does not allow': `Bearer ${elsewhere.secret}`,
    'a token of another kind': `Bearer ${otherKind.secret}`,
    'a token of a blocked account': `Bearer ${ofBlocked.secret}`,
  };
});
afterAll(() => server.close());

describe('401', () => {
  it.each(everyCall)('$method $path answers every bad token alike', async ({ method, path, body }) => {
    for (const [what, authorization] of Object.entries(refused)) {
      const headers = authorization === undefined ? {} : { authorization };
      const answer = await server.send(`/api/v1${path}?a=b`, { method, headers, body });
      const problem = expectProblem(answer, 401, 'Unauthorized', `/api/v1${path}?a=b`);
      expect(problem.detail, what).toBe('Authentication failed');
      expect(answer.headers['www-authenticate'], what).toBe('Bearer realm="Jeton API"');
    }
  });

  it('comes before the body is read', async () => {
    for (const headers of [{ 'content-type': 'application/json' }, { 'content-type': 'text/plain' }])
      expect((await server.send('/api/v1/tokens', { method: 'POST', headers, body: '{"a":' })).status).toBe(
        401,
      );
  });

  it('is not given for the scheme in another case', async () => {
    for (const scheme of ['bearer', 'BEARER', 'bEaReR']) {
      const headers = { authorization: `${scheme} ${server.rootSecret}` };
      expect((await server.send('/api/v1/me', { headers })).status).toBe(200);
    }
  });

  it('leaves no secret in the log', () => {
    for (const authorization of Object.values(refused)) {
      const secret = authorization?.split(' ')[1] ?? '';
      if (secret.length >= 20) expect(server.logged()).not.toContain(secret);
    }
  });
});
