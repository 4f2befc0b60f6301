import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('a third token that works, until one is revoked', async () => {
  const project = await server.source('project');
  const agent = await server.call('POST', `/projects/${project.id}/cluster_agents`, { body: { name: 'a' } });
  const path = `/projects/${project.id}/cluster_agents/${agent.json.id}/tokens`;
  const make = () => server.call('POST', path, { body: { name: 'x' } });
  const first = await make();
  await make();
  const third = await make();
  expect([third.status, third.json]).toEqual([
    400,
    { message: '400 Bad request - An agent can have only two active tokens at a time' },
  ]);
  await server.call('DELETE', `${path}/${first.json.id}`);
  expect((await make()).status).toBe(201);
});

it('names that are missing, of no agent, or taken', async () => {
  const project = await server.source('project');
  const path = `/projects/${project.id}/cluster_agents`;
  const agent = await server.call('POST', path, { body: { name: 'taken' } });
  for (const [url, body, expected] of [
    [path, {}, { error: 'name is missing' }],
    [
      path,
      { name: 'Prod' },
      {
        message:
          "400 Bad request - Name can contain only lowercase letters, digits, and '-', but cannot start or end with '-'",
      },
    ],
    [path, { name: 'taken' }, { message: '400 Bad request - Name has already been taken' }],
    [`${path}/${agent.json.id}/tokens`, {}, { error: 'name is missing' }],
    [`${path}/${agent.json.id}/tokens`, { name: '' }, { message: "400 Bad request - Name can't be blank" }],
  ] as const) {
    const answer = await server.call('POST', url, { body });
    expect([answer.status, answer.json]).toEqual([400, expected]);
  }
});
