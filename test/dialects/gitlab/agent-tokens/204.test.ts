import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('it is revoked, and listed no more', async () => {
  const project = await server.source('project');
  const agent = await server.call('POST', `/projects/${project.id}/cluster_agents`, { body: { name: 'a' } });
  const path = `/projects/${project.id}/cluster_agents/${agent.json.id}/tokens`;
  const { json } = await server.call('POST', path, { body: { name: 'x' } });
  expect((await server.call('DELETE', `${path}/${json.id}`)).status).toBe(204);
  expect(await server.authority.verify({ secret: json.token })).toMatchObject({ reason: 'revoked' });
  expect((await server.call('GET', path)).json).toEqual([]);
  expect((await server.call('GET', `${path}/${json.id}`)).status).toBe(404);
  expect((await server.call('DELETE', `${path}/${json.id}`)).status).toBe(204);
});
