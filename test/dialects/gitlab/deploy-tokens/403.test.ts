import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('for administrators, and for whoever manages the source', async () => {
  const { secret } = await server.user();
  const project = await server.source('project');
  const token = await server.issue('deploy_token', { resource: { id: project.id } });
  const developer = await server.issue('project_access_token', {
    resource: { id: project.id },
    scopes: ['api'],
    attributes: { access_level: 30 },
  });
  const path = `/projects/${project.id}/deploy_tokens`;
  const body = { name: 'x', scopes: ['read_registry'] };
  for (const as of [secret, developer.secret])
    for (const [method, url] of [
      ['GET', '/deploy_tokens'],
      ['GET', path],
      ['POST', path],
      ['GET', `${path}/${token.details.token.id}`],
      ['DELETE', `${path}/${token.details.token.id}`],
    ] as const) {
      const answer = await server.call(method, url, { as, ...(method === 'POST' && { body }) });
      expect([answer.status, answer.json]).toEqual([403, { message: '403 Forbidden' }]);
    }
});
