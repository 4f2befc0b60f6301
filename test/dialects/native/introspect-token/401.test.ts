import { afterAll, beforeAll, expect, it } from 'vitest';
import { basic, bearer, expectOAuthError, sendForm } from '../oauth-form.ts';
import { type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative();
});
afterAll(() => server.close());

const challenge = {
  none: 'Bearer realm="Jeton API", Basic realm="Jeton API", charset="UTF-8"',
  bearer: 'Bearer realm="Jeton API", error="invalid_token"',
  basic: 'Basic realm="Jeton API", charset="UTF-8"',
};

it('401 for whoever shows no good access token, with the challenge of the way that was tried', async () => {
  const otherKind = await server.issue({ kind: 'personal_access_token', scopes: ['api'] });
  const revoked = await server.issue({ scopes: ['*'] });
  await server.root.delete(`/tokens/${revoked.id}`);
  const { example } = server.authority.kinds.get('access_token');
  const asked = (await server.issue()).secret;
  const callers: [Record<string, string>, keyof typeof challenge][] = [
    [{}, 'none'],
    [{ authorization: server.rootSecret }, 'none'],
    [{ authorization: 'Basic !!!' }, 'none'],
    [{ authorization: `Basic ${Buffer.from('no colon').toString('base64')}` }, 'none'],
    ...[otherKind.secret, revoked.secret, example, 'jtn_x'].flatMap(
      (secret): [Record<string, string>, keyof typeof challenge][] => [
        [bearer(secret), 'bearer'],
        [basic(secret), 'basic'],
      ],
    ),
    [basic('', server.rootSecret), 'basic'],
  ];
  for (const [headers, way] of callers) {
    const answer = await sendForm(server, 'introspect', { token: asked }, headers);
    expectOAuthError(answer, 401, 'invalid_client');
    expect(answer.headers['www-authenticate'], JSON.stringify(headers)).toBe(challenge[way]);
  }
});

it('403 without the scope tokens:verify', async () => {
  const caller = await server.caller('admin', ['tokens:read', 'tokens:identify']);
  const answer = await sendForm(server, 'introspect', { token: 'x' }, bearer(caller.secret));
  expectOAuthError(answer, 403, 'insufficient_scope');
  expect(answer.headers['www-authenticate']).toContain('scope="tokens:verify"');
  expectOAuthError(
    await sendForm(server, 'introspect', { token: 'x' }, basic(caller.secret)),
    403,
    'insufficient_scope',
  );
});

it('429 once the caller uses its token more often than it may', async () => {
  const caller = await server.caller('viewer', ['tokens:verify'], {
    limits: { requests: 1, perSeconds: 1_000_000 },
  });
  await sendForm(server, 'introspect', { token: 'x' }, bearer(caller.secret));
  const answer = await sendForm(server, 'introspect', { token: 'x' }, bearer(caller.secret));
  expectOAuthError(answer, 429, 'temporarily_unavailable');
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
});
