import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('there is no such user, or none for a viewer', async () => {
  const viewer = await server.user('viewer');
  for (const [id, as] of [
    [99_999, server.rootSecret],
    [1, viewer.secret],
  ] as const) {
    const answer = await server.call('GET', `/users/${id}`, { as });
    expect([answer.status, answer.json]).toEqual([404, { message: '404 User Not Found' }]);
  }
});
