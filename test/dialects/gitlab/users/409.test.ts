import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('a user name that a user or a group has', async () => {
  await server.call('POST', '/groups', { body: { name: 'Acme', path: 'acme' } });
  for (const username of ['ROOT', 'acme']) {
    const answer = await server.call('POST', '/users', { body: { email: 'x@y', name: 'x', username } });
    expect([answer.status, answer.json]).toEqual([409, { message: 'Username has already been taken' }]);
  }
});
