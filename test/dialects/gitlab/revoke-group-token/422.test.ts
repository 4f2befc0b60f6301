import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('a token elsewhere, none at all and one that expired look the same, and stay as they are', async () => {
  const group = await server.source('group');
  const elsewhere = await server.user();
  const project = await server.source('project', undefined, group.id);
  const ofProject = await server.issue('deploy_token', { resource: { id: project.id } });
  const ofOthers = [
    await server.issue('group_access_token', { scopes: ['api'] }),
    await server.issue('project_access_token', { scopes: ['api'] }),
    await server.issue('deploy_token', { resource: { id: (await server.source('group')).id } }),
  ];
  const expired = await server.issue('group_access_token', {
    resource: { id: group.id },
    scopes: ['api'],
    expiresAt: Date.UTC(2020, 0, 1),
  });
  const good = [elsewhere, ofProject, ...ofOthers];
  for (const token of [...[...good, expired].map(({ secret }) => secret), 'glpat-abcdefghijklmnopqrst']) {
    const answer = await server.call('POST', `/groups/${group.id}/tokens/revoke`, { body: { token } });
    expect([answer.status, answer.json]).toEqual([422, { message: '422 Unprocessable Entity' }]);
  }
  for (const { secret } of good)
    expect(await server.authority.verify({ secret })).toMatchObject({ valid: true });
});

it('a token of a sort that is not revoked here', async () => {
  const group = await server.source('group');
  const { secret } = await server.issue('cluster_agent_token', {});
  for (const token of [secret, 'no-prefix', '']) {
    const answer = await server.call('POST', `/groups/${group.id}/tokens/revoke`, { body: { token } });
    expect([answer.status, answer.json]).toEqual([
      422,
      { message: '422 Unprocessable Entity - Unsupported token type' },
    ]);
  }
});
