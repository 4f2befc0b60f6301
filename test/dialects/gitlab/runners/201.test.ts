import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
async function expectReplaced(old: string, fresh: string) {
  expect(await server.authority.verify({ secret: old })).toMatchObject({ reason: 'revoked' });
  expect(await server.authority.verify({ secret: fresh })).toMatchObject({ valid: true });
}

it('a runner replaces its own token', async () => {
  const { secret } = await server.issue('runner_authentication_token', {});
  const answer = await server.call('POST', '/runners/reset_authentication_token', {
    as: null,
    body: { token: secret },
  });
  expect(answer.status).toBe(201);
  expect(answer.json).toEqual({ token: expect.stringMatching(/^glrt-/), token_expires_at: null });
  await expectReplaced(secret, answer.json.token);
});

it('an administrator, and the owner of the project, replace it by the runner’s id', async () => {
  const owner = await server.user('editor', ['manage_runner']);
  const project = await server.source('project', owner.account);
  const { id } = await server.authority.createResource(server.operator, {
    type: 'runner',
    path: 'r',
    parentId: project.id,
  });
  let { secret } = await server.issue('runner_authentication_token', { resource: { id } });
  for (const as of [owner.secret, server.rootSecret]) {
    const answer = await server.call('POST', `/runners/${id}/reset_authentication_token`, { as });
    expect(answer.status).toBe(201);
    await expectReplaced(secret, answer.json.token);
    secret = answer.json.token;
  }
});
