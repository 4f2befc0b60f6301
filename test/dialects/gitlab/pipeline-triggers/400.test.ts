import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('a description that is missing, blank or too long', async () => {
  const project = await server.source('project');
  for (const [body, expected] of [
    [{}, { error: 'description is missing' }],
    [{ description: ' ' }, { message: "400 Bad request - Description can't be blank" }],
    [
      { description: 'x'.repeat(256) },
      { message: '400 Bad request - Description is too long (maximum is 255 characters)' },
    ],
  ] as const) {
    const answer = await server.call('POST', `/projects/${project.id}/triggers`, { body });
    expect([answer.status, answer.json]).toEqual([400, expected]);
  }
});
