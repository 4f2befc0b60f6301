import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../../support/start-server.ts';
import { ADMIN_TOKEN, type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());

function expectGone(answer: Answer): void {
  expect(answer.status).toBe(204);
  expect(answer.text).toBe('');
  expect(answer.headers['content-type']).toBeUndefined();
  expect(answer.headers).toMatchObject({
    'x-frame-options': 'SAMEORIGIN',
    'x-content-type-options': 'nosniff',
  });
}

describe('a token has no power once its revocation is answered', () => {
  it.each([
    'personal_access_token',
    'impersonation_token',
    'project_access_token',
    'group_access_token',
    'deploy_token',
    'cluster_agent_token',
    'pipeline_trigger_token',
  ] as const)('%s: revoked, by whom and through what', async (kind) => {
    const token = await server.issue(kind);
    expect(await server.authority.verify({ secret: token.secret })).toMatchObject({ valid: true });
    expectGone(await server.revoke(token.secret));
    expect(await server.authority.verify({ secret: token.secret })).toMatchObject({ reason: 'revoked' });
    expect((await server.stored(token)).token).toMatchObject({
      revokedAt: expect.any(Number),
      revokedReason: 'api_admin_token',
      replacedById: null,
    });
    const [event] = await server.authority.auditEvents({ tokenId: token.details.token.id, limit: 1 });
    expect(event).toMatchObject({
      type: 'token_revoked',
      actor: { accountId: 1, via: 'gitlab', ip: '127.0.0.1' },
    });
  });

  it.each([
    'feed_token',
    'incoming_email_token',
    'oauth_application_secret',
    'runner_authentication_token',
    'feature_flags_client_token',
  ] as const)('%s: reset, a successor takes its place', async (kind) => {
    const token = await server.issue(kind);
    expectGone(await server.revoke(token.secret));
    expect(await server.authority.verify({ secret: token.secret })).toMatchObject({ reason: 'revoked' });
    const { revokedReason, replacedById } = (await server.stored(token)).token;
    expect(revokedReason).toBe('reset');
    const successor = await server.authority.token(replacedById ?? 0);
    expect(successor?.token).toMatchObject({
      kind,
      revokedAt: null,
      resourceId: token.details.token.resourceId,
    });
  });
});

it('the bot of a project or group access token is blocked with it, and nobody else is', async () => {
  for (const kind of ['project_access_token', 'group_access_token'] as const) {
    const token = await server.issue(kind);
    await server.revoke(token.secret);
    expect((await server.stored(token)).account).toMatchObject({
      type: 'bot',
      blockedAt: expect.any(Number),
    });
  }
  const account = await server.account();
  await server.revoke((await server.issue('personal_access_token', { account })).secret);
  expect((await server.authority.account(account.id))?.blockedAt).toBeNull();
});

it('the personal token of a service account is revoked as any other', async () => {
  const account = await server.authority.createAccount(server.operator, {
    type: 'service_account',
    username: 'deployer',
  });
  const token = await server.issue('personal_access_token', { account });
  expectGone(await server.revoke(token.secret));
  expect((await server.identify(token.secret)).json).toMatchObject({ revoked: true, active: false });
});

it('a token that is revoked already stays as it was', async () => {
  const token = await server.issue('personal_access_token');
  expectGone(await server.revoke(token.secret));
  const { revokedAt } = (await server.stored(token)).token;
  server.clock.advance(1000);
  expectGone(await server.revoke(token.secret));
  expect((await server.stored(token)).token.revokedAt).toBe(revokedAt);
});

it('an expired token is revoked', async () => {
  const token = await server.issue('personal_access_token', { expiresAt: Date.UTC(2020, 0, 1) });
  expectGone(await server.revoke(token.secret));
  expect((await server.identify(token.secret)).json).toMatchObject({ revoked: true, expired: true });
});

it('a caller may revoke the token that it presents', async () => {
  const caller = await server.issue('personal_access_token', { scopes: ['api'] });
  const headers = { 'private-token': caller.secret };
  expectGone(await server.revoke(caller.secret, { headers }));
  expect((await server.revoke(caller.secret, { headers })).status).toBe(401);
});

it('the token may be sent in the query string, without a body', async () => {
  const { secret } = await server.issue('deploy_token');
  const answer = await server.send(`${ADMIN_TOKEN}?token=${secret}`, {
    method: 'DELETE',
    headers: server.admin,
  });
  expectGone(answer);
  expect(server.logged()).not.toContain(secret);
});

it('the token may be sent in a form', async () => {
  const { secret } = await server.issue('deploy_token');
  const headers = { ...server.admin, 'content-type': 'application/x-www-form-urlencoded' };
  expectGone(await server.revoke(secret, { headers, body: `token=${secret}` }));
});
