import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('an administrator is told that there is no such token', async () => {
  const project = await server.source('project');
  const { details } = await server.issue('project_access_token', {});
  for (const id of [99_999, details.token.id]) {
    const answer = await server.call('POST', `/projects/${project.id}/access_tokens/${id}/rotate`);
    expect([answer.status, answer.json]).toEqual([404, { message: '404 Not Found' }]);
  }
});
