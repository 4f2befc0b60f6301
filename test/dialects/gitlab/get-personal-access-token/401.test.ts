import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('what is not one’s own and what is not there look the same', async () => {
  const other = await server.user();
  const caller = await server.user();
  const impersonating = await server.issue('impersonation_token', {
    account: caller.account,
    scopes: ['api'],
  });
  const native = await server.issue('access_token', { account: caller.account });
  const ids = [other, impersonating, native].map(({ details }) => details.token.id);
  for (const id of [...ids, 99_999]) {
    const answer = await server.call('GET', `/personal_access_tokens/${id}`, { as: caller.secret });
    expect([answer.status, answer.json]).toEqual([401, { message: '401 Unauthorized' }]);
  }
});

it('nobody gets anything without a token', async () => {
  const answer = await server.call('GET', '/personal_access_tokens/1', { as: null });
  expect([answer.status, answer.json]).toEqual([401, { message: '401 Unauthorized' }]);
});
