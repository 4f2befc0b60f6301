import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());

it('the token is good for its project: a use is counted, and nothing is said to have run', async () => {
  const trigger = await server.issue('pipeline_trigger_token', { account: { id: 1 } });
  const project = trigger.details.resource!;
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  for (const [path, how] of [
    [`/projects/${project.id}/trigger/pipeline?token=${trigger.secret}&ref=main`, {}],
    [
      `/projects/${encodeURIComponent(project.path)}/ref/feature%2Fx/trigger/pipeline`,
      { body: { token: trigger.secret, variables: { A: 'b' } } },
    ],
    [
      `/projects/${project.id}/trigger/pipeline`,
      { body: `token=${trigger.secret}&ref=main&variables[A]=b`, headers: form },
    ],
  ] as const) {
    const answer = await server.call('POST', path, { as: null, ...how });
    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject({ project_id: project.id, status: 'skipped', source: 'trigger' });
    expect(['main', 'feature/x']).toContain(answer.json.ref);
  }
  expect((await server.stored(trigger)).use.count).toBe(3);
  expect(server.logged()).not.toContain(trigger.secret);
});
