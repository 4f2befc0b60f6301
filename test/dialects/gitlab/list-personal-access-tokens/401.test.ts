import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('nobody but an administrator lists the tokens of somebody else, known or not', async () => {
  const other = await server.user();
  for (const role of ['editor', 'viewer'] as const) {
    const { secret } = await server.user(role);
    for (const id of [other.account.id, 1, 99_999]) {
      const answer = await server.call('GET', `/personal_access_tokens?user_id=${id}`, { as: secret });
      expect([answer.status, answer.json]).toEqual([401, { message: '401 Unauthorized' }]);
    }
  }
});
