import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('no such runner', async () => {
  const project = await server.source('project');
  for (const id of [99_999, project.id]) {
    const answer = await server.call('POST', `/runners/${id}/reset_authentication_token`);
    expect([answer.status, answer.json]).toEqual([404, { message: '404 Runner Not Found' }]);
  }
});
