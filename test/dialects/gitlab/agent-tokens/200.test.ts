import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('an agent is registered, listed and shown; so are its tokens that work', async () => {
  const { account, secret } = await server.user();
  const project = await server.source('project', account);
  const agents = `/projects/${project.id}/cluster_agents`;
  const agent = await server.call('POST', agents, { as: secret, body: { name: 'prod-1' } });
  expect(agent.status).toBe(201);
  expect(agent.json).toMatchObject({
    name: 'prod-1',
    config_project: { id: project.id },
    created_by_user_id: account.id,
  });
  expect((await server.call('GET', agents, { as: secret })).json).toEqual([agent.json]);
  const path = `${agents}/${agent.json.id}`;
  expect((await server.call('GET', path, { as: secret })).json).toEqual(agent.json);

  const body = { name: 'first', description: 'd' };
  const made = await server.call('POST', `${path}/tokens`, { as: secret, body });
  expect(made.status).toBe(201);
  const { token, ...shown } = made.json;
  expect(shown).toEqual({
    id: expect.any(Number),
    name: 'first',
    description: 'd',
    agent_id: agent.json.id,
    status: 'active',
    created_at: expect.any(String),
    created_by_user_id: account.id,
    last_used_at: null,
  });
  expect(token).toMatch(/^glagent-/);
  const { last_used_at, ...listed } = shown;
  expect((await server.call('GET', `${path}/tokens`, { as: secret })).json).toEqual([listed]);
  expect((await server.call('GET', `${path}/tokens/${shown.id}`, { as: secret })).json).toEqual(shown);
  expect(last_used_at).toBeNull();
});
