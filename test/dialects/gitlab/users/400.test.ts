import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it.each([
  [{}, { error: 'email is missing, name is missing, username is missing' }],
  [{ email: 'x', name: 'x', username: 'x' }, { message: { email: ['is invalid'] } }],
  [{ email: 'x@y', name: 'x', username: 'a b' }, { message: { username: ['is invalid'] } }],
  [{ email: 'x@y', name: ' ', username: 'ok' }, { message: { name: ['is invalid'] } }],
  [{ email: 'x@y', name: 'a\0b', username: 'ok' }, { error: 'name is invalid' }],
])('%j', async (body, expected) => {
  const answer = await server.call('POST', '/users', { body });
  expect([answer.status, answer.json]).toEqual([400, expected]);
});
