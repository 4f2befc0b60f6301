import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it.each(['x', '1.5', '99999999999999999999', '%00'])('an id that is none: %s', async (id) => {
  const answer = await server.call('GET', `/personal_access_tokens/${id}`);
  expect([answer.status, answer.json]).toEqual([400, { error: 'id is invalid' }]);
});
