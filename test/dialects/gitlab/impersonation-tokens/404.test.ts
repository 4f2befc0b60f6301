import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('no such user, no such token of the user', async () => {
  const { account, details } = await server.user();
  const other = await server.user();
  const theirs = await server.issue('impersonation_token', { account: other.account, scopes: ['api'] });
  const nobody = await server.call('GET', '/users/99999/impersonation_tokens');
  expect([nobody.status, nobody.json]).toEqual([404, { message: '404 User Not Found' }]);
  for (const id of [99_999, details.token.id, theirs.details.token.id])
    for (const method of ['GET', 'DELETE']) {
      const answer = await server.call(method, `/users/${account.id}/impersonation_tokens/${id}`);
      expect([answer.status, answer.json]).toEqual([404, { message: '404 Impersonation Token Not Found' }]);
    }
});
