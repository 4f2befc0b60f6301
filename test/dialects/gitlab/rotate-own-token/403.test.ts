import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, insufficientScope, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('a token without api and self_rotate does not renew itself', async () => {
  const { secret } = await server.user('editor', ['read_api', 'read_user']);
  const answer = await server.call('POST', '/personal_access_tokens/self/rotate', { as: secret });
  expect([answer.status, answer.json]).toEqual([403, insufficientScope('api', 'self_rotate')]);
});
