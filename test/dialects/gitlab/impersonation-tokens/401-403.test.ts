import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('for administrators alone', async () => {
  const { account, secret } = await server.user();
  const token = await server.issue('impersonation_token', { account, scopes: ['api'] });
  const path = `/users/${account.id}/impersonation_tokens`;
  for (const [method, url] of [
    ['GET', path],
    ['POST', path],
    ['GET', `${path}/${token.details.token.id}`],
    ['DELETE', `${path}/${token.details.token.id}`],
  ] as const) {
    expect((await server.call(method, url, { as: null })).status).toBe(401);
    const answer = await server.call(method, url, { as: secret });
    expect([answer.status, answer.json]).toEqual([403, { message: '403 Forbidden' }]);
  }
});
