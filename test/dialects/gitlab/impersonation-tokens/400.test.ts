import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('a state that is none, scopes that do not suit the user', async () => {
  const { account } = await server.user();
  const path = `/users/${account.id}/impersonation_tokens`;
  const list = await server.call('GET', `${path}?state=dead`);
  expect([list.status, list.json]).toEqual([400, { error: 'state does not have a valid value' }]);
  const made = await server.call('POST', path, { body: { name: 'x', scopes: ['sudo'] } });
  expect([made.status, made.json]).toEqual([
    400,
    { message: '400 Bad request - Scopes can only contain available scopes' },
  ]);
});
