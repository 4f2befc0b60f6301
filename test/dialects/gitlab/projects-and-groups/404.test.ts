import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('what is not there, not of the type, or not for the caller', async () => {
  const project = await server.source('project');
  const group = await server.source('group');
  const viewer = await server.user('viewer');
  const bot = await server.issue('project_access_token', { scopes: ['read_api'] });
  for (const [path, as] of [
    ['/projects/99999', server.rootSecret],
    ['/projects/no%2Fwhere', server.rootSecret],
    ['/projects/%20', server.rootSecret],
    [`/projects/${group.id}`, server.rootSecret],
    [`/projects/${project.id}`, viewer.secret],
    [`/projects/${project.id}`, bot.secret],
    [`/projects/${encodeURIComponent(project.path)}`, bot.secret],
  ] as const) {
    const answer = await server.call('GET', path, { as });
    expect([answer.status, answer.json], path).toEqual([404, { message: '404 Project Not Found' }]);
  }
  const answer = await server.call('GET', '/groups/nothing');
  expect([answer.status, answer.json]).toEqual([404, { message: '404 Group Not Found' }]);
});

it('a namespace that is none', async () => {
  const body = { name: 'x', namespace_id: 99_999 };
  const answer = await server.call('POST', '/projects', { body });
  expect([answer.status, answer.json]).toEqual([404, { message: '404 Namespace Not Found' }]);
});
