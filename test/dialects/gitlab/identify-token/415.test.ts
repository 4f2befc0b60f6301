import { afterAll, beforeAll, expect, it } from 'vitest';
import { ADMIN_TOKEN, type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());

it.each(['text/xml', 'text/plain; charset=utf-8', 'application/octet-stream', 'nonsense'])(
  'a body of type %s is refused in GitLab’s form',
  async (contentType) => {
    const answer = await server.send(ADMIN_TOKEN, {
      method: 'POST',
      headers: { ...server.admin, 'content-type': contentType },
      body: '{"token":"glpat-x"}',
    });
    expect(answer.status).toBe(415);
    expect(answer.json).toEqual({
      error: expect.stringMatching(/^The provided content-type .*is not supported\.$/),
    });
  },
);
