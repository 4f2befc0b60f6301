import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('a token that is revoked already', async () => {
  const token = await server.issue('project_access_token', { scopes: ['api'] });
  const { id, resourceId } = token.details.token;
  await server.authority.revoke(server.operator, token.details);
  const answer = await server.call('POST', `/projects/${resourceId}/access_tokens/${id}/rotate`);
  expect([answer.status, answer.json]).toEqual([400, { message: '400 Bad request - Token already revoked' }]);
});
