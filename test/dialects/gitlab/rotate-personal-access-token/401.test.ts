import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('what is not one’s own and what is not there look the same, and stay as they are', async () => {
  const other = await server.user();
  const caller = await server.user();
  const impersonating = await server.issue('impersonation_token', {
    account: caller.account,
    scopes: ['api'],
  });
  for (const id of [other.details.token.id, impersonating.details.token.id, 99_999]) {
    const answer = await server.call('POST', `/personal_access_tokens/${id}/rotate`, { as: caller.secret });
    expect([answer.status, answer.json]).toEqual([401, { message: '401 Unauthorized' }]);
  }
  for (const { secret } of [other, impersonating])
    expect(await server.authority.verify({ secret })).toMatchObject({ valid: true });
});
