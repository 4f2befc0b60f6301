import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it.each(['api', 'read_api', 'sudo', '*'])('no scope that opens more of the API: %s', async (scope) => {
  const { secret } = await server.user('admin', ['api', 'sudo']);
  const answer = await server.call('POST', '/user/personal_access_tokens', {
    as: secret,
    body: { name: 'x', scopes: ['k8s_proxy', scope] },
  });
  expect([answer.status, answer.json]).toEqual([400, { error: 'scopes does not have a valid value' }]);
});

it('a project access token makes no token that is not bound to its project', async () => {
  const { secret } = await server.issue('project_access_token', { scopes: ['api'] });
  const answer = await server.call('POST', '/user/personal_access_tokens', {
    as: secret,
    body: { name: 'x', scopes: ['self_rotate'] },
  });
  expect([answer.status, answer.json]).toEqual([
    400,
    { message: '400 Bad request - Not permitted to create' },
  ]);
});
