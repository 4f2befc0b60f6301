import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it.each(['{"toString":1}', '[1]', 'true'])('a user that is neither a number nor text: %s', async (sudo) => {
  const answer = await server.call('POST', '/user/personal_access_tokens', {
    body: `{"name":"x","scopes":["self_rotate"],"sudo":${sudo}}`,
    headers: { 'content-type': 'application/json' },
  });
  expect([answer.status, answer.json]).toEqual([400, { error: 'sudo is invalid' }]);
});
