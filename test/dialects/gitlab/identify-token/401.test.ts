import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KindName } from '../../../../src/core/kinds/kind-name.ts';
import { ADMIN_TOKEN, type GitlabServer, revokeDirectly, rotate, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());

function callWith(secret: string, header = 'private-token') {
  const value = header === 'authorization' ? `Bearer ${secret}` : secret;
  return server.identify('glpat-abcdefghijklmnopqrst', { headers: { [header]: value } });
}

async function expectUnauthorized(secret: string, name?: string): Promise<void> {
  for (const header of ['private-token', 'authorization']) {
    const answer = await callWith(secret, header);
    expect([answer.status, answer.json], name).toEqual([401, { message: '401 Unauthorized' }]);
  }
}

it('nobody without credentials is let in, whatever else is wrong with the request', async () => {
  for (const sent of [
    { body: { token: 'glpat-x' } },
    { body: {} },
    { body: '{"token":', headers: { 'content-type': 'application/json' } },
    { body: '<token/>', headers: { 'content-type': 'text/xml' } },
    { headers: { authorization: `Basic ${Buffer.from(`root:${server.rootSecret}`).toString('base64')}` } },
    { headers: { authorization: server.rootSecret } },
    { body: { token: 'glpat-x', private_token: null } },
    { body: { token: 'glpat-x', private_token: [server.rootSecret] } },
  ]) {
    const answer = await server.send(ADMIN_TOKEN, { method: 'POST', ...sent });
    expect([answer.status, answer.json]).toEqual([401, { message: '401 Unauthorized' }]);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'x-frame-options': 'SAMEORIGIN',
      'x-content-type-options': 'nosniff',
    });
  }
});

it('an unknown token is no credential, whatever its shape', async () => {
  for (const secret of [
    'glpat-abcdefghijklmnopqrst',
    'glpat-',
    'x',
    'x'.repeat(5000),
    'glcbt-64_abcdefghijklmnopqrst',
  ])
    await expectUnauthorized(secret);
});

it('a token of any kind but the PAT family and native ones is no credential, revoked or not', async () => {
  const account = { id: 1 };
  const others: readonly KindName[] = [
    'deploy_token',
    'feed_token',
    'oauth_application_secret',
    'cluster_agent_token',
    'runner_authentication_token',
    'runner_registration_token',
    'pipeline_trigger_token',
    'ci_job_token',
    'feature_flags_client_token',
    'incoming_email_token',
    'scim_token',
    'unleash_admin_token',
    'dynatrace_api_token',
  ];
  for (const kind of others) {
    const { actsFor } = server.authority.kinds.get(kind);
    const token = await server.issue(kind, actsFor === 'account' ? { account } : {});
    await expectUnauthorized(token.secret, kind);
    await revokeDirectly(server, token);
    await expectUnauthorized(token.secret, kind);
  }
});

describe('a caller whose token was good once is told why it is not', () => {
  const realm = 'Bearer realm="The API", error="invalid_token"';

  it('expired', async () => {
    const caller = await server.issue('personal_access_token', {
      scopes: ['api'],
      expiresAt: server.clock.now() + 86_400_000,
    });
    server.clock.advance(86_400_000);
    const answer = await callWith(caller.secret);
    const description = 'Token is expired. You can either do re-authorization or token refresh.';
    expect(answer.status).toBe(401);
    expect(answer.json).toEqual({ error: 'invalid_token', error_description: description });
    expect(answer.headers['www-authenticate']).toBe(`${realm}, error_description="${description}"`);
  });

  it('revoked, or rotated', async () => {
    const revoked = await server.issue('personal_access_token', { scopes: ['api'] });
    await revokeDirectly(server, revoked);
    const rotated = await server.issue('access_token', { scopes: ['api'] });
    await rotate(server, rotated);
    const description = 'Token was revoked. You have to re-authorize from the user.';
    for (const { secret } of [revoked, rotated]) {
      const answer = await callWith(secret);
      expect(answer.status).toBe(401);
      expect(answer.json).toEqual({ error: 'invalid_token', error_description: description });
      expect(answer.headers['www-authenticate']).toBe(`${realm}, error_description="${description}"`);
    }
  });
});

it('a token of a blocked account, of another address or that is disabled is no credential', async () => {
  const account = await server.account('admin');
  const ofBlocked = await server.issue('personal_access_token', { account, scopes: ['api'] });
  expect((await callWith(ofBlocked.secret)).status).toBe(404);
  await server.authority.updateAccount(server.operator, account, { blocked: true });
  await expectUnauthorized(ofBlocked.secret);

  const elsewhere = await server.issue('access_token', { scopes: ['*'], allowedIps: ['192.0.2.0/24'] });
  await expectUnauthorized(elsewhere.secret);

  const disabled = await server.issue('access_token', { scopes: ['*'] });
  await server.authority.update(server.operator, disabled.details, { disabled: true });
  await expectUnauthorized(disabled.secret);
});
