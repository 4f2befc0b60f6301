import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('a token of another sort is not renewed as one of a project', async () => {
  const { account, secret } = await server.user();
  const project = await server.source('project', account);
  const native = await server.issue('access_token', { account, scopes: ['api'] });
  for (const as of [secret, native.secret]) {
    const answer = await server.call('POST', `/projects/${project.id}/access_tokens/self/rotate`, { as });
    expect([answer.status, answer.json]).toEqual([405, { message: '405 Method Not Allowed' }]);
  }
});
