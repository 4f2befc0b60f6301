import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('a token of any scopes ends itself, once and for all', async () => {
  const { secret, details } = await server.user('editor', ['read_user']);
  const answer = await server.call('DELETE', '/personal_access_tokens/self', { as: secret });
  expect([answer.status, answer.text]).toEqual([204, '']);
  expect(await server.authority.verify({ secret })).toMatchObject({ reason: 'revoked' });
  expect((await server.call('DELETE', '/personal_access_tokens/self', { as: secret })).status).toBe(401);
  expect((await server.authority.token(details.token.id))?.token.revokedAt).not.toBeNull();
});

it('with a project access token its bot is blocked', async () => {
  const bot = await server.issue('project_access_token', { scopes: ['read_api'] });
  await server.call('DELETE', '/personal_access_tokens/self', { as: bot.secret });
  expect((await server.stored(bot)).account?.blockedAt).not.toBeNull();
});
