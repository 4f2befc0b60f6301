import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it.each(['project', 'group'] as const)('a %s by its id and by its URL-encoded path', async (type) => {
  const parent = await server.source('group');
  const { account, secret } = await server.user();
  const path = `/${type}s`;
  const created = await server.call('POST', path, {
    body: { name: 'Some Thing', path: 'some.thing', namespace_id: parent.id, parent_id: parent.id },
  });
  expect(created.status).toBe(201);
  for (const id of [created.json.id, encodeURIComponent(`${parent.path}/some.thing`)]) {
    const answer = await server.call('GET', `${path}/${id}`, { as: secret });
    expect([answer.status, answer.json]).toEqual([200, created.json]);
  }
  expect(account.role).toBe('editor');
});

it('lists: everything for an editor, one’s own for a viewer, its resource for a token of one', async () => {
  const viewer = await server.user('viewer');
  const editor = await server.user();
  const group = await server.source('group');
  const inner = await server.source('project', undefined, group.id);
  const own = await server.source('project', viewer.account);
  const bot = await server.issue('group_access_token', { scopes: ['read_api'], resource: { id: group.id } });
  const ids = async (path: string, as: string) =>
    (await server.call('GET', path, { as })).json.map(({ id }: { id: number }) => id);
  expect(await ids('/projects', bot.secret)).toEqual([inner.id]);
  expect(await ids('/groups', bot.secret)).toEqual([group.id]);
  expect(await ids('/projects', viewer.secret)).toEqual([own.id]);
  expect(await ids('/projects', editor.secret)).toEqual(expect.arrayContaining([own.id, inner.id]));
  expect(await ids('/projects?owned=true', editor.secret)).toEqual([]);
  expect(await ids(`/projects?search=${own.path.toUpperCase()}`, editor.secret)).toEqual([own.id]);
  expect(await ids('/projects?sort=asc&per_page=1', editor.secret)).toHaveLength(1);
});
