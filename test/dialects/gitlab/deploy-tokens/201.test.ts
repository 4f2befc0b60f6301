import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('scopes as an array or a list with commas; user name and expiry kept', async () => {
  const { account, secret } = await server.user();
  const project = await server.source('project', account);
  const path = `/projects/${project.id}/deploy_tokens`;
  const answer = await server.call('POST', path, {
    as: secret,
    body: {
      name: 'pull',
      scopes: 'read_registry,read_package_registry',
      username: 'puller.1+x_y-z',
      expires_at: '2035-01-02T03:04:05Z',
    },
  });
  expect(answer.status).toBe(201);
  expect(answer.json).toMatchObject({
    name: 'pull',
    username: 'puller.1+x_y-z',
    scopes: ['read_registry', 'read_package_registry'],
    expires_at: '2035-01-02T03:04:05.000Z',
    token: expect.stringMatching(/^gldt-/),
  });
  expect(await server.authority.verify({ secret: answer.json.token })).toMatchObject({
    valid: true,
    record: { token: { kind: 'deploy_token', resourceId: project.id } },
  });
  const plain = await server.call('POST', path, {
    as: secret,
    body: { name: 'x', scopes: ['read_registry'] },
  });
  expect([plain.status, plain.json.expires_at]).toEqual([201, null]);
});
