import { afterAll, beforeAll, expect, it } from 'vitest';
import { ADMIN_TOKEN, type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());

it.each(['GET', 'HEAD', 'PUT', 'PATCH', 'OPTIONS'])(
  '%s is not answered, and the path says what is',
  async (method) => {
    const answer = await server.send(ADMIN_TOKEN, { method, headers: server.admin });
    expect(answer.status).toBe(405);
    expect(answer.headers).toMatchObject({
      allow: 'POST, DELETE',
      'content-type': 'application/json',
      'x-frame-options': 'SAMEORIGIN',
    });
    if (method !== 'HEAD') expect(answer.json).toEqual({ error: '405 Not Allowed' });
  },
);
