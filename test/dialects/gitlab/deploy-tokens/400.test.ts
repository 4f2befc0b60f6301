import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it.each([
  [{}, { error: 'name is missing, scopes is missing' }],
  [{ name: 'x', scopes: ['api'] }, { error: 'scopes does not have a valid value' }],
  [{ name: 'x', scopes: [] }, { message: "400 Bad request - Scopes can't be blank" }],
  [
    { name: 'x'.repeat(256), scopes: ['read_registry'] },
    { message: '400 Bad request - Name is too long (maximum is 255 characters)' },
  ],
  [
    { name: 'x', scopes: ['read_registry'], username: 'a b' },
    {
      message: "400 Bad request - Username can contain only letters, digits, '_', '-', '+', and '.'",
    },
  ],
  [{ name: 'x', scopes: ['read_registry'], expires_at: 'never' }, { error: 'expires_at is invalid' }],
])('%j', async (body, expected) => {
  const project = await server.source('project');
  const answer = await server.call('POST', `/projects/${project.id}/deploy_tokens`, { body });
  expect([answer.status, answer.json]).toEqual([400, expected]);
});
