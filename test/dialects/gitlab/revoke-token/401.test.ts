import { afterAll, beforeAll, expect, it } from 'vitest';
import { ADMIN_TOKEN, type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());

it('holding a token is not enough to revoke it', async () => {
  const { secret } = await server.issue('deploy_token');
  for (const headers of [{}, { 'private-token': secret }]) {
    const answer = await server.send(ADMIN_TOKEN, { method: 'DELETE', headers, body: { token: secret } });
    expect([answer.status, answer.json]).toEqual([401, { message: '401 Unauthorized' }]);
  }
  expect(await server.authority.verify({ secret })).toMatchObject({ valid: true });
});
