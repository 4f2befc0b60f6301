import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('no such token of the source', async () => {
  const group = await server.source('group');
  const { details } = await server.issue('deploy_token', {});
  for (const id of [99_999, details.token.id])
    for (const method of ['GET', 'DELETE']) {
      const answer = await server.call(method, `/groups/${group.id}/deploy_tokens/${id}`);
      expect([answer.status, answer.json]).toEqual([404, { message: '404 Not found' }]);
    }
});
