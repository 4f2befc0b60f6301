import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('a token that is not a runner’s, or not good, is none here', async () => {
  const revoked = await server.issue('runner_authentication_token', {});
  await server.authority.revoke(server.operator, revoked.details);
  const { secret } = await server.user('admin');
  for (const token of [revoked.secret, secret, 'glrt-abcdefghijklmnopqrst', '', 'x'.repeat(5000)])
    for (const [method, path] of [
      ['POST', '/runners/verify'],
      ['POST', '/runners/reset_authentication_token'],
      ['DELETE', '/runners'],
    ] as const) {
      const answer = await server.call(method, path, { as: null, body: { token } });
      expect([answer.status, answer.json]).toEqual([403, { message: '403 Forbidden' }]);
    }
  expect(await server.authority.verify({ secret })).toMatchObject({ valid: true });
});

it('who does not manage a runner does not replace its token', async () => {
  const runner = await server.issue('runner_authentication_token', {});
  const { secret } = await server.user();
  const path = `/runners/${runner.details.token.resourceId}/reset_authentication_token`;
  const answer = await server.call('POST', path, { as: secret });
  expect([answer.status, answer.json]).toEqual([403, { message: '403 Forbidden' }]);
  expect(await server.authority.verify({ secret: runner.secret })).toMatchObject({ valid: true });
});
