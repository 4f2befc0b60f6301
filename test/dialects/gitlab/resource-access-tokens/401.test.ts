import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('who does not manage the source does not see its tokens', async () => {
  const project = await server.source('project');
  const developer = await server.issue('project_access_token', {
    resource: { id: project.id },
    scopes: ['read_api'],
    attributes: { access_level: 30 },
  });
  const editor = await server.user();
  for (const { secret } of [developer, editor])
    for (const path of ['', `/${developer.details.token.id}`, '/99999']) {
      const answer = await server.call('GET', `/projects/${project.id}/access_tokens${path}`, { as: secret });
      expect([answer.status, answer.json]).toEqual([401, { message: '401 Unauthorized' }]);
    }
});
