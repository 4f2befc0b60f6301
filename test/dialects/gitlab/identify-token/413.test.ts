import { afterAll, beforeAll, expect, it } from 'vitest';
import { ADMIN_TOKEN, type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());

it('a body of more than 1 MiB is refused in GitLab’s form', async () => {
  const body = { token: `glpat-${'x'.repeat(1024 * 1024)}` };
  const answer = await server.send(ADMIN_TOKEN, { method: 'POST', headers: server.admin, body });
  expect(answer.status).toBe(413);
  expect(answer.json).toEqual({ error: '413 Request Entity Too Large' });
  expect(answer.headers).toMatchObject({
    'content-type': 'application/json',
    'x-frame-options': 'SAMEORIGIN',
  });
});
