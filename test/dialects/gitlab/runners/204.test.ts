import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('a runner takes itself away: nothing takes the place of its token', async () => {
  const runner = await server.issue('runner_authentication_token', {});
  const answer = await server.call('DELETE', '/runners', { as: null, body: { token: runner.secret } });
  expect([answer.status, answer.text]).toEqual([204, '']);
  const { revokedReason, replacedById } = (await server.stored(runner)).token;
  expect([revokedReason, replacedById]).toEqual(['runner_deleted', null]);
  expect((await server.call('DELETE', '/runners', { as: null, body: { token: runner.secret } })).status).toBe(
    403,
  );
});
