import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('it acts as its user, and tells the administrator who made it', async () => {
  const { account } = await server.user();
  const answer = await server.call('POST', `/users/${account.id}/impersonation_tokens`, {
    body: { name: 'as them', scopes: ['api'] },
  });
  expect([answer.status, answer.json.impersonation, answer.json.user_id]).toEqual([201, true, account.id]);
  expect((await server.call('GET', '/user', { as: answer.json.token })).json.id).toBe(account.id);
  const { record } = await server.authority.verify({ secret: answer.json.token });
  expect([record?.token.kind, record?.createdBy?.id]).toEqual(['impersonation_token', 1]);
});
