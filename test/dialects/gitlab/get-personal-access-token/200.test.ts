import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('everybody gets its own, an administrator anybody’s', async () => {
  for (const role of ['editor', 'viewer'] as const) {
    const { secret, details, account } = await server.user(role, ['read_api']);
    const { id } = details.token;
    for (const as of [secret, server.rootSecret]) {
      const answer = await server.call('GET', `/personal_access_tokens/${id}`, { as });
      expect(answer.status).toBe(200);
      expect(answer.json).toMatchObject({ id, user_id: account.id, active: true, scopes: ['read_api'] });
      expect(answer.text).not.toContain(secret);
    }
  }
});

it('an administrator gets an impersonation token; states are told as they are', async () => {
  const { account } = await server.user();
  const token = await server.issue('impersonation_token', {
    account,
    scopes: ['api'],
    expiresAt: Date.UTC(2020, 0, 1),
  });
  await server.authority.revoke(server.operator, token.details);
  const answer = await server.call('GET', `/personal_access_tokens/${token.details.token.id}`);
  expect(answer.json).toMatchObject({
    revoked: true,
    active: false,
    expired: true,
    expires_at: '2020-01-01',
  });
});
