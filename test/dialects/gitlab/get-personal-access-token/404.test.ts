import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('an administrator is told that there is none, also of a token that is GitLab’s no personal one', async () => {
  const native = await server.issue('access_token', {});
  const deploy = await server.issue('deploy_token', {});
  for (const id of [99_999, native.details.token.id, deploy.details.token.id]) {
    const answer = await server.call('GET', `/personal_access_tokens/${id}`);
    expect([answer.status, answer.json]).toEqual([404, { message: '404 Not Found' }]);
  }
});
