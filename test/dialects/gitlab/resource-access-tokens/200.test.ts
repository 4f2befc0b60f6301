import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
describe.each(['project', 'group'] as const)('%s access tokens', (type) => {
  it('are listed to whoever manages the source, with their level and what they belong to', async () => {
    const { account, secret } = await server.user();
    const resource = await server.source(type, account);
    const token = await server.issue(`${type}_access_token`, {
      resource: { id: resource.id },
      scopes: ['read_api'],
      attributes: { access_level: 30 },
    });
    await server.issue(`${type}_access_token`, {});
    for (const as of [secret, server.rootSecret])
      for (const id of [resource.id, encodeURIComponent(resource.path)]) {
        const answer = await server.call('GET', `/${type}s/${id}/access_tokens`, { as });
        expect(answer.status).toBe(200);
        expect(answer.headers['x-total']).toBe('1');
        expect(answer.json).toMatchObject([
          {
            id: token.details.token.id,
            user_id: token.details.token.accountId,
            access_level: 30,
            resource_type: type,
            resource_id: resource.id,
            last_used_ips: [],
          },
        ]);
        const one = await server.call('GET', `/${type}s/${id}/access_tokens/${token.details.token.id}`, {
          as,
        });
        expect([one.status, one.json]).toEqual([200, answer.json[0]]);
      }
    const none = await server.call('GET', `/${type}s/${resource.id}/access_tokens?state=inactive`);
    expect(none.json).toEqual([]);
  });
});

it('the owner of a group manages what is in it', async () => {
  const { account, secret } = await server.user();
  const group = await server.source('group', account);
  const project = await server.source('project', undefined, group.id);
  const answer = await server.call('GET', `/projects/${project.id}/access_tokens`, { as: secret });
  expect(answer.status).toBe(200);
});

it('a maintaining project token reads the tokens of its project', async () => {
  const project = await server.source('project');
  const bot = await server.issue('project_access_token', {
    resource: { id: project.id },
    scopes: ['read_api'],
  });
  const answer = await server.call('GET', `/projects/${project.id}/access_tokens`, { as: bot.secret });
  expect(answer.json).toHaveLength(1);
});
