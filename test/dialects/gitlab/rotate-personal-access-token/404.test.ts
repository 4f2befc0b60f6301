import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('an administrator is told that there is no such token', async () => {
  const answer = await server.call('POST', '/personal_access_tokens/99999/rotate');
  expect([answer.status, answer.json]).toEqual([404, { message: '404 Not Found' }]);
});
