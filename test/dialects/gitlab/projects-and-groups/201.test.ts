import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('a project in its maker’s namespace, with a path made from its name', async () => {
  const { account, secret } = await server.user();
  const answer = await server.call('POST', '/projects', { as: secret, body: { name: 'My  Größe 1' } });
  expect(answer.status).toBe(201);
  expect(answer.json).toMatchObject({
    name: 'My  Größe 1',
    path: 'my-gr-e-1',
    path_with_namespace: `${account.username}/my-gr-e-1`,
    creator_id: account.id,
    visibility: 'private',
    namespace: { kind: 'user', id: account.id },
  });
});

it('a group, a group in it and a project in that', async () => {
  const { secret } = await server.user();
  const make = (path: string, body: object) => server.call('POST', path, { as: secret, body });
  const top = await make('/groups', { name: 'Top', path: 'top', description: 'all' });
  expect(top.json).toMatchObject({ full_path: 'top', parent_id: null, description: 'all' });
  const sub = await make('/groups', { name: 'Sub', path: 'sub', parent_id: top.json.id });
  expect(sub.json).toMatchObject({ full_path: 'top/sub', full_name: 'Top / Sub', parent_id: top.json.id });
  const project = await make('/projects', { path: 'p', namespace_id: sub.json.id });
  expect(project.json).toMatchObject({
    path_with_namespace: 'top/sub/p',
    namespace: { kind: 'group', full_path: 'top/sub' },
  });
});
