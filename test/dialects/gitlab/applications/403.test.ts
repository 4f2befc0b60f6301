import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('for administrators alone', async () => {
  const { secret } = await server.user();
  for (const method of ['GET', 'POST'])
    expect((await server.call(method, '/applications', { as: secret })).status).toBe(403);
});
