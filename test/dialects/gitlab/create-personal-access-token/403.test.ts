import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('only an administrator makes tokens for users, also for itself', async () => {
  for (const role of ['editor', 'viewer'] as const) {
    const { account, secret } = await server.user(role);
    const body = { name: 'x', scopes: ['read_api'] };
    const path = `/users/${account.id}/personal_access_tokens`;
    const answer = await server.call('POST', path, { as: secret, body });
    expect([answer.status, answer.json]).toEqual([403, { message: '403 Forbidden' }]);
  }
});
