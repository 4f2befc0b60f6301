import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('what is missing, and an address that is none', async () => {
  const missing = await server.call('POST', '/applications', { body: {} });
  expect([missing.status, missing.json]).toEqual([
    400,
    { error: 'name is missing, redirect_uri is missing, scopes is missing' },
  ]);
  const body = { name: 'x', redirect_uri: 'nowhere', scopes: 'api' };
  const answer = await server.call('POST', '/applications', { body });
  expect([answer.status, answer.json]).toEqual([
    400,
    { message: { redirect_uri: ['must be an absolute URI.'] } },
  ]);
  expect((await server.call('GET', '/applications')).json).toEqual([]);
});
