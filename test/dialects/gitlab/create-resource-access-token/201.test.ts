import { afterAll, beforeAll, expect, it } from 'vitest';
import { dayFrom, type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it.each(['project', 'group'] as const)('a bot of the %s acts with it, and nowhere else', async (type) => {
  const { account, secret } = await server.user();
  const resource = await server.source(type, account);
  const answer = await server.call('POST', `/${type}s/${resource.id}/access_tokens`, {
    as: secret,
    body: { name: 'bot', scopes: ['api', 'read_repository'], description: 'd' },
  });
  expect(answer.status).toBe(201);
  expect(answer.json).toMatchObject({
    name: 'bot',
    access_level: 40,
    resource_type: type,
    resource_id: resource.id,
    scopes: ['api', 'read_repository'],
    expires_at: dayFrom(server.clock.now(), 365),
  });
  expect(Object.keys(answer.json).at(-1)).toBe('token');
  const bot = await server.authority.account(answer.json.user_id);
  expect(bot).toMatchObject({ type: 'bot', role: 'editor' });
  expect(bot?.username).toMatch(new RegExp(`^${type}_${resource.id}_bot_[0-9a-f]{32}$`));
  const other = await server.source(type);
  const there = await server.call('GET', `/${type}s/${other.id}`, { as: answer.json.token });
  const here = await server.call('GET', `/${type}s/${resource.id}`, { as: answer.json.token });
  expect([here.status, there.status]).toEqual([200, 404]);
});

it('with a level, and scopes as every client sends them', async () => {
  const project = await server.source('project');
  const path = `/projects/${project.id}/access_tokens`;
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  for (const how of [
    { body: { name: 'x', scopes: 'read_api', access_level: '10' } },
    { body: 'name=x&scopes[]=read_api&access_level=10', headers: form },
  ]) {
    const answer = await server.call('POST', path, how);
    expect([answer.status, answer.json.scopes, answer.json.access_level]).toEqual([201, ['read_api'], 10]);
  }
});
