import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('there is no such token, for whoever asks', async () => {
  const { secret } = await server.user();
  const native = await server.issue('access_token', {});
  for (const as of [secret, server.rootSecret])
    for (const id of [99_999, native.details.token.id]) {
      const answer = await server.call('DELETE', `/personal_access_tokens/${id}`, { as });
      expect([answer.status, answer.json]).toEqual([404, { message: '404 Not found' }]);
    }
});
