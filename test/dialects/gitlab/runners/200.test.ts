import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('a runner’s token is good: no other authentication is needed, and it counts as a use', async () => {
  const runner = await server.issue('runner_authentication_token', {});
  for (const body of [{ token: runner.secret, system_id: 's_1' }, { token: runner.secret }]) {
    const answer = await server.call('POST', '/runners/verify', { as: null, body });
    expect([answer.status, answer.json]).toEqual([
      200,
      { id: runner.details.token.resourceId, token: runner.secret, token_expires_at: null },
    ]);
  }
  expect((await server.stored(runner)).use.count).toBe(2);
  expect(server.logged()).not.toContain(runner.secret);
});
