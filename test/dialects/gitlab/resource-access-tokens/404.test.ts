import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it.each(['project', 'group'] as const)('a token that is none of the %s’s', async (type) => {
  const resource = await server.source(type);
  const elsewhere = await server.issue(`${type}_access_token`, {});
  const personal = await server.user();
  const deploy = await server.issue('deploy_token', { resource: { id: resource.id } });
  for (const { details } of [elsewhere, personal, deploy]) {
    const path = `/${type}s/${resource.id}/access_tokens/${details.token.id}`;
    const answer = await server.call('GET', path);
    expect([answer.status, answer.json]).toEqual([404, { message: `404 ${type} Access Token Not Found` }]);
  }
});

it('a source that is none, or not for the caller', async () => {
  const project = await server.source('project');
  const bot = await server.issue('project_access_token', { scopes: ['api'] });
  const viewer = await server.user('viewer');
  for (const { secret } of [bot, viewer]) {
    const answer = await server.call('GET', `/projects/${project.id}/access_tokens`, { as: secret });
    expect([answer.status, answer.json]).toEqual([404, { message: '404 Project Not Found' }]);
  }
});
