import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('what reaches into the group or below is revoked, and shown as it then is', async () => {
  const { account, secret } = await server.user();
  const member = await server.user();
  const group = await server.source('group', account);
  const sub = await server.source('group', undefined, group.id);
  const project = await server.source('project', member.account, sub.id);
  const tokens = [
    { secret: member.secret },
    await server.issue('project_access_token', { resource: { id: project.id }, scopes: ['api'] }),
    await server.issue('group_access_token', { resource: { id: sub.id }, scopes: ['api'] }),
    await server.issue('deploy_token', { resource: { id: group.id } }),
  ];
  for (const token of tokens)
    for (let again = 0; again < 2; again += 1) {
      const answer = await server.call('POST', `/groups/${group.id}/tokens/revoke`, {
        as: secret,
        body: { token: token.secret },
      });
      expect([answer.status, answer.json.revoked]).toEqual([200, true]);
      expect(await server.authority.verify({ secret: token.secret })).toMatchObject({ reason: 'revoked' });
    }
});

it('a feed token is reset, and its user shown', async () => {
  const { account, secret } = await server.user();
  const group = await server.source('group', account);
  const feed = await server.issue('feed_token', { account });
  const path = `/groups/${encodeURIComponent(group.path)}/tokens/revoke`;
  const answer = await server.call('POST', path, { as: secret, body: { token: feed.secret } });
  expect([answer.status, answer.json.username]).toEqual([200, account.username]);
  expect((await server.stored(feed)).token.revokedReason).toBe('reset');
});
