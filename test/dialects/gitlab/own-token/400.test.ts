import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
const message = '400 Bad request - This endpoint requires token type to be a personal access token';

it('a native token is no personal access token', async () => {
  const { secret } = await server.issue('access_token', { scopes: ['api'] });
  for (const [method, path] of [
    ['GET', '/personal_access_tokens/self'],
    ['GET', '/personal_access_tokens/self/associations'],
    ['DELETE', '/personal_access_tokens/self'],
  ] as const) {
    const answer = await server.call(method, path, { as: secret });
    expect([answer.status, answer.json]).toEqual([400, { message }]);
  }
  expect(await server.authority.verify({ secret })).toMatchObject({ valid: true });
});

it('an access level that there is none of', async () => {
  const { secret } = await server.user();
  const path = '/personal_access_tokens/self/associations?min_access_level=45';
  const answer = await server.call('GET', path, { as: secret });
  expect(answer.json).toEqual({ error: 'min_access_level does not have a valid value' });
});
