import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('nobody makes something in a group that it does not manage', async () => {
  const group = await server.source('group');
  const { secret } = await server.user();
  for (const [path, body] of [
    ['/projects', { name: 'x', namespace_id: group.id }],
    ['/groups', { name: 'x', path: 'x', parent_id: group.id }],
  ] as const)
    expect((await server.call('POST', path, { as: secret, body })).status).toBe(403);
});

it('a token of a project makes no project or group elsewhere, a viewer none at all', async () => {
  const bot = await server.issue('project_access_token', { scopes: ['api'] });
  const viewer = await server.user('viewer');
  for (const { secret } of [bot, viewer])
    for (const path of ['/projects', '/groups'])
      expect((await server.call('POST', path, { as: secret, body: { name: 'x', path: 'x' } })).status).toBe(
        403,
      );
});
