import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('who does not manage the project, and who looks in the wrong place', async () => {
  const { secret } = await server.user();
  const project = await server.source('project');
  const elsewhere = await server.source('project');
  const agents = `/projects/${project.id}/cluster_agents`;
  const agent = await server.call('POST', agents, { body: { name: 'a' } });
  const path = `${agents}/${agent.json.id}/tokens`;
  const made = await server.call('POST', path, { body: { name: 'x' } });
  for (const [method, url] of [
    ['GET', agents],
    ['POST', agents],
    ['GET', path],
    ['POST', path],
    ['DELETE', `${path}/${made.json.id}`],
  ] as const) {
    const how = { as: secret, ...(method === 'POST' && { body: { name: 'b' } }) };
    const answer = await server.call(method, url, how);
    expect([answer.status, answer.json]).toEqual([403, { message: '403 Forbidden' }]);
  }
  for (const url of [
    `/projects/${elsewhere.id}/cluster_agents/${agent.json.id}/tokens`,
    `${agents}/${project.id}/tokens`,
    `${path}/99999`,
  ]) {
    const answer = await server.call('GET', url);
    expect([answer.status, answer.json]).toEqual([404, { message: '404 Not found' }]);
  }
});
