import { afterAll, beforeAll, expect, it } from 'vitest';
import { bearer, expectOAuthError, malformed } from '../oauth-form.ts';
import { type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

it.each(malformed)('400 for %s', async (_what, type, body) => {
  const headers = { ...bearer(server.rootSecret), ...(type && { 'content-type': type }) };
  const answer = await server.send('/oauth2/introspect', { method: 'POST', headers, body });
  expectOAuthError(answer, 400, 'invalid_request');
});

it('405, 404 and 413 are told in the same words', async () => {
  for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
    const answer = await server.send('/oauth2/introspect', { method });
    expectOAuthError(answer, 405, 'invalid_request');
    expect(answer.headers.allow).toBe('POST');
  }
  expectOAuthError(await server.send('/oauth2/token', { method: 'POST' }), 404, 'invalid_request');
  const headers = { ...bearer(server.rootSecret), 'content-type': 'application/x-www-form-urlencoded' };
  const body = `token=${'x'.repeat(1024 * 1024)}`;
  expectOAuthError(
    await server.send('/oauth2/introspect', { method: 'POST', headers, body }),
    413,
    'invalid_request',
  );
});
