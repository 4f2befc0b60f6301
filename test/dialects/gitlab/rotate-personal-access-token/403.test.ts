import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, insufficientScope, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('rotating by id needs api', async () => {
  const { secret, details } = await server.user('editor', ['self_rotate', 'read_api']);
  const path = `/personal_access_tokens/${details.token.id}/rotate`;
  const answer = await server.call('POST', path, { as: secret });
  expect([answer.status, answer.json]).toEqual([403, insufficientScope('api')]);
});

it('a viewer rotates nothing', async () => {
  const { secret, details } = await server.user('viewer');
  const path = `/personal_access_tokens/${details.token.id}/rotate`;
  const answer = await server.call('POST', path, { as: secret });
  expect([answer.status, answer.json]).toEqual([403, { message: '403 Forbidden' }]);
});
