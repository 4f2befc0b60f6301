import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('somebody else’s token stays good', async () => {
  const other = await server.user();
  const caller = await server.user();
  const impersonating = await server.issue('impersonation_token', {
    account: caller.account,
    scopes: ['api'],
  });
  for (const token of [other, impersonating]) {
    const path = `/personal_access_tokens/${token.details.token.id}`;
    const answer = await server.call('DELETE', path, { as: caller.secret });
    expect([answer.status, answer.json]).toEqual([400, { message: '400 Bad request' }]);
    expect(await server.authority.verify({ secret: token.secret })).toMatchObject({ valid: true });
  }
});
