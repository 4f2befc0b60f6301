import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('a native token is not rotated here', async () => {
  const { secret } = await server.issue('access_token', { scopes: ['api'] });
  const answer = await server.call('POST', '/personal_access_tokens/self/rotate', { as: secret });
  expect([answer.status, answer.json]).toEqual([405, { message: '405 Method Not Allowed' }]);
  expect(await server.authority.verify({ secret })).toMatchObject({ valid: true });
});
