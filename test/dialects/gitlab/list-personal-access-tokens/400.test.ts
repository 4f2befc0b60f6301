import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it.each([
  ['state=all', 'state does not have a valid value'],
  ['revoked=maybe', 'revoked is invalid'],
  ['created_before=tomorrow', 'created_before is invalid'],
  ['last_used_after=2026-02-30', 'last_used_after is invalid'],
  ['expires_before=1e9', 'expires_before is invalid'],
  ['user_id=root', 'user_id is invalid'],
  ['user_id=99999999999999999999', 'user_id is invalid'],
  ['page=x', 'page is invalid'],
  ['page=0', 'page does not have a valid value'],
  ['per_page=-1', 'per_page does not have a valid value'],
  ['page=0&per_page=0', 'page does not have a valid value, per_page does not have a valid value'],
  ['search=%00', 'search is invalid'],
  ['state=x&revoked=2', 'revoked is invalid, state does not have a valid value'],
])('%s', async (query, error) => {
  const answer = await server.call('GET', `/personal_access_tokens?${query}`);
  expect([answer.status, answer.json]).toEqual([400, { error }]);
});
