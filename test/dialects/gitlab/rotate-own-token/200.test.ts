import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it.each(['api', 'self_rotate'])('a token with %s alone renews itself, with its own scopes', async (scope) => {
  const { secret, details } = await server.user('editor', [scope]);
  const answer = await server.call('POST', '/personal_access_tokens/self/rotate', { as: secret });
  expect(answer.status).toBe(200);
  expect(answer.json).toMatchObject({ scopes: [scope], name: details.token.name });
  const again = await server.call('POST', '/personal_access_tokens/self/rotate', { as: answer.json.token });
  expect(again.status).toBe(200);
  expect(await server.authority.verify({ secret: again.json.token })).toMatchObject({ valid: true });
});

it('a token with administrators’ scopes keeps them', async () => {
  const { secret } = await server.user('admin', ['api', 'sudo', 'admin_mode']);
  const answer = await server.call('POST', '/personal_access_tokens/self/rotate', { as: secret });
  expect(answer.json.scopes).toEqual(['api', 'sudo', 'admin_mode']);
});

it('a project access token renews itself: the same bot, still bound to its project', async () => {
  const bot = await server.issue('project_access_token', { scopes: ['self_rotate'] });
  const answer = await server.call('POST', '/personal_access_tokens/self/rotate', { as: bot.secret });
  expect(answer.json.user_id).toBe(bot.details.token.accountId);
  const { record } = await server.authority.verify({ secret: answer.json.token });
  expect(record?.token.resourceId).toBe(bot.details.token.resourceId);
});
