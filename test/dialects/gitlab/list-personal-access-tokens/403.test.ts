import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, insufficientScope, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('a token without api or read_api is told which it lacks', async () => {
  const { secret } = await server.user('admin', ['read_user', 'self_rotate', 'sudo']);
  const answer = await server.call('GET', '/personal_access_tokens', { as: secret });
  expect([answer.status, answer.json]).toEqual([403, insufficientScope('api', 'read_api')]);
});
