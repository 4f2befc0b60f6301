import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Sent } from '../../../support/start-server.ts';
import { type NativeTestServer, startNative } from '../start-native.ts';

let server: NativeTestServer;
beforeAll(async () => {
  server = await startNative({ JETON_TRUSTED_PROXIES: '127.0.0.1', JETON_RATE_LIMIT_PER_MINUTE: '1' });
});
afterAll(() => server.close());

const ask = (query: string, headers: Sent['headers'] = {}): Promise<Answer> =>
  server.send(`/auth${query}`, { headers });
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

/** The identity headers that an answer carries, each as often as it does. */
function identityOf({ headers }: Answer) {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('x-token-')));
}

describe('a good token passes', () => {
  it('and the answer says who it is', async () => {
    const { id: account, username } = await server.account('viewer');
    const { id, secret } = await server.issue({ account: { id: account }, scopes: ['a:read', 'b'] });
    const answer = await ask('', bearer(secret));
    expect(answer.status).toBe(200);
    expect(answer.text).toBe('');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(identityOf(answer)).toEqual({
      'x-token-id': String(id),
      'x-token-kind': 'access_token',
      'x-token-account': username,
      'x-token-account-id': String(account),
      'x-token-scopes': 'a:read b',
      'x-token-resource': '',
    });
  });

  it('and what it has not is told as empty, so that nothing forged is left standing', async () => {
    const { secret } = await server.issue({ kind: 'unleash_admin_token' });
    expect(identityOf(await ask('', { authorization: secret }))).toMatchObject({
      'x-token-account': '',
      'x-token-account-id': '',
      'x-token-scopes': 'unleash:admin',
      'x-token-resource': '',
    });
  });

  it('and names that no header can hold are percent-encoded', async () => {
    const { authority, operator } = server;
    const { id } = await authority.createAccount(operator, { type: 'user', username: 'Zoë.Łukasz' });
    const resource = await authority.createResource(operator, {
      type: 'project',
      path: 'grün/100% 💥',
      name: 'x',
    });
    const { secret } = await server.issue({ account: { id } });
    const told = identityOf(await ask('', bearer(secret)));
    expect(told['x-token-account']).toBe('Zo%C3%AB.%C5%81ukasz');
    expect(decodeURIComponent(String(told['x-token-account']))).toBe('Zoë.Łukasz');
    const deploy = await server.issue({
      kind: 'deploy_token',
      resource: { id: resource.id },
      scopes: ['read_registry'],
    });
    expect(identityOf(await ask('', bearer(deploy.secret)))['x-token-resource']).toBe(
      'project:gr%C3%BCn/100%25%20%F0%9F%92%A5',
    );
  });

  it.each([
    ['Authorization: Bearer', (secret: string) => ({ authorization: `bearer  ${secret}` })],
    ['Authorization: Api-Token', (secret: string) => ({ authorization: `Api-Token ${secret}` })],
    ['Authorization as it stands', (secret: string) => ({ authorization: secret })],
    ['PRIVATE-TOKEN', (secret: string) => ({ 'private-token': secret, 'x-api-key': 'ignored' })],
    ['X-Api-Key', (secret: string) => ({ 'x-api-key': secret })],
  ])('presented as %s', async (_how, headersFor) => {
    const { id, secret } = await server.issue();
    const answer = await ask('', headersFor(secret));
    expect([answer.status, answer.headers['x-token-id']]).toEqual([200, String(id)]);
  });

  it('with all scopes and any of the kinds that are asked for', async () => {
    const { secret } = await server.issue({ scopes: ['a', 'b&c'] });
    const query = '?scope=a&kind=deploy_token&scope=b%26c&kind=access_token';
    expect((await ask(query, bearer(secret))).status).toBe(200);
    const { secret: every } = await server.issue({ scopes: ['*'] });
    expect((await ask(query, bearer(every))).status).toBe(200);
  });

  it('from an address it allows, behind a trusted proxy', async () => {
    const { secret } = await server.issue({ allowedIps: ['203.0.113.0/24'] });
    const forwarded = { ...bearer(secret), 'x-forwarded-for': 'forged, 203.0.113.9' };
    expect((await ask('', forwarded)).status).toBe(200);
  });

  it('and that counts as a use of it from there, which no limit of the installation’s own calls stops', async () => {
    const { id, secret } = await server.issue();
    for (let count = 0; count < 3; count += 1)
      expect((await ask('', { ...bearer(secret), 'x-forwarded-for': '203.0.113.9' })).status).toBe(200);
    const used = await server.authority.token(id);
    expect(used?.use).toMatchObject({ count: 3, lastUsedIp: '203.0.113.9' });
  });
});
