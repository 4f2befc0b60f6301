import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it.each([
  [{}, 'token is missing'],
  [{ token: 7 }, 'token is invalid'],
  [{ token: null }, 'token is invalid'],
])('%j', async (body, error) => {
  for (const [method, path] of [
    ['POST', '/runners/verify'],
    ['POST', '/runners/reset_authentication_token'],
    ['DELETE', '/runners'],
  ] as const) {
    const answer = await server.call(method, path, { as: null, body });
    expect([answer.status, answer.json]).toEqual([400, { error }]);
  }
});
