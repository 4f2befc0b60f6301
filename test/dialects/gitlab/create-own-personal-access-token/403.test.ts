import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, insufficientScope, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
const body = { name: 'x', scopes: ['self_rotate'] };

it('it needs api', async () => {
  const { secret } = await server.user('editor', ['self_rotate', 'read_api']);
  const answer = await server.call('POST', '/user/personal_access_tokens', { as: secret, body });
  expect([answer.status, answer.json]).toEqual([403, insufficientScope('api')]);
});

it('a viewer makes none', async () => {
  const { secret } = await server.user('viewer');
  const answer = await server.call('POST', '/user/personal_access_tokens', { as: secret, body });
  expect([answer.status, answer.json]).toEqual([403, { message: '403 Forbidden' }]);
});
