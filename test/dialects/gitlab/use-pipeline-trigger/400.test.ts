import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());

it.each([
  [{}, { error: 'ref is missing' }],
  [{ ref: 'main' }, { error: 'token is missing' }],
  [
    { ref: 'main', token: 'x', variables: { a: 1 } },
    { message: 'variables needs to be a map of key-valued strings' },
  ],
])('%j', async (body, expected) => {
  const answer = await server.call('POST', '/projects/1/trigger/pipeline', { as: null, body });
  expect([answer.status, answer.json]).toEqual([400, expected]);
});
