import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('an administrator asks for the tokens of nobody', async () => {
  for (const id of ['99999', '', '0']) {
    const answer = await server.call('GET', `/personal_access_tokens?user_id=${id}`);
    expect([answer.status, answer.json], id).toEqual([404, { message: '404 Not Found' }]);
  }
});
