import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('an administrator acts as whom it names, by id or user name, in the header or as a parameter', async () => {
  const { secret } = await server.user('admin', ['api', 'sudo']);
  const { account, details } = await server.user();
  for (const how of [
    { headers: { sudo: String(account.id) } },
    { headers: { Sudo: account.username.toUpperCase() } },
  ]) {
    const who = await server.call('GET', '/user', { as: secret, ...how });
    expect([who.status, who.json.id, who.json.is_admin]).toEqual([200, account.id, false]);
  }
  const listed = await server.call('GET', `/personal_access_tokens?sudo=${account.id}`, { as: secret });
  expect(listed.json.map(({ id }: { id: number }) => id)).toEqual([details.token.id]);
});

it('what it makes belongs to the other, and the audit tells who it was', async () => {
  const admin = await server.user('admin', ['api', 'sudo']);
  const { account } = await server.user();
  const answer = await server.call('POST', '/user/personal_access_tokens', {
    as: admin.secret,
    headers: { sudo: account.username },
    body: { name: 'x', scopes: ['self_rotate'] },
  });
  expect([answer.status, answer.json.user_id]).toEqual([201, account.id]);
  const [event] = await server.authority.auditEvents({ tokenId: answer.json.id, limit: 1 });
  expect(event?.actor).toMatchObject({ accountId: admin.account.id, tokenId: admin.details.token.id });
});

it('it has the power of the other, not its own', async () => {
  const { account } = await server.user('viewer');
  const headers = { sudo: account.username };
  expect((await server.call('GET', '/personal_access_tokens?user_id=1', { headers })).status).toBe(401);
  expect((await server.call('GET', '/deploy_tokens', { headers })).status).toBe(403);
  expect((await server.call('DELETE', '/personal_access_tokens/99999', { headers })).status).toBe(403);
});
