import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('for the owner of the group', async () => {
  const { secret } = await server.user();
  const group = await server.source('group');
  const victim = await server.issue('deploy_token', { resource: { id: group.id } });
  const body = { token: victim.secret };
  const answer = await server.call('POST', `/groups/${group.id}/tokens/revoke`, { as: secret, body });
  expect([answer.status, answer.json]).toEqual([403, { message: '403 Forbidden' }]);
  const none = await server.call('POST', '/groups/99999/tokens/revoke', { body });
  expect([none.status, none.json]).toEqual([404, { message: '404 Group Not Found' }]);
  expect(await server.authority.verify({ secret: victim.secret })).toMatchObject({ valid: true });
});
