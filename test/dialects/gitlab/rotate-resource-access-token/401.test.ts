import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('only administrators are told whether there is such a token; nobody else renews', async () => {
  const project = await server.source('project');
  const token = await server.issue('project_access_token', {
    resource: { id: project.id },
    scopes: ['api'],
  });
  const sibling = await server.issue('project_access_token', {
    resource: { id: project.id },
    scopes: ['api'],
  });
  const editor = await server.user();
  const owner = await server.user();
  const own = await server.source('project', owner.account);
  const unauthorized = [401, { message: '401 Unauthorized' }];
  for (const [path, as] of [
    [`${project.id}/access_tokens/${token.details.token.id}`, editor.secret],
    [`${project.id}/access_tokens/${token.details.token.id}`, sibling.secret],
    [`${own.id}/access_tokens/${token.details.token.id}`, owner.secret],
    [`${own.id}/access_tokens/99999`, owner.secret],
  ] as const) {
    const answer = await server.call('POST', `/projects/${path}/rotate`, { as });
    expect([answer.status, answer.json]).toEqual(unauthorized);
  }
  expect(await server.authority.verify({ secret: token.secret })).toMatchObject({ valid: true });
});

it('a group token does not renew itself as the token of a project in its group', async () => {
  const group = await server.source('group');
  const project = await server.source('project', undefined, group.id);
  const bot = await server.issue('group_access_token', { resource: { id: group.id }, scopes: ['api'] });
  const path = `/projects/${project.id}/access_tokens/self/rotate`;
  expect((await server.call('POST', path, { as: bot.secret })).status).toBe(401);
});
