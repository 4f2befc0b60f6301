import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('for nobody', async () => {
  const body = { name: 'x', scopes: ['api'] };
  const answer = await server.call('POST', '/users/99999/personal_access_tokens', { body });
  expect([answer.status, answer.json]).toEqual([404, { message: '404 User Not Found' }]);
});
