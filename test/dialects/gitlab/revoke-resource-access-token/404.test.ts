import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('there is no such token of the project', async () => {
  const project = await server.source('project');
  const { details } = await server.issue('project_access_token', {});
  for (const id of [99_999, details.token.id]) {
    const answer = await server.call('DELETE', `/projects/${project.id}/access_tokens/${id}`);
    expect([answer.status, answer.json]).toEqual([404, { message: '404 project Access Token Not Found' }]);
  }
});
