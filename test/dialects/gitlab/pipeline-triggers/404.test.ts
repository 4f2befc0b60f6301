import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('no such trigger of the project', async () => {
  const project = await server.source('project');
  const { details } = await server.issue('pipeline_trigger_token', { account: { id: 1 } });
  for (const id of [99_999, details.token.id]) {
    const answer = await server.call('GET', `/projects/${project.id}/triggers/${id}`);
    expect([answer.status, answer.json]).toEqual([404, { message: '404 Not found' }]);
  }
});
