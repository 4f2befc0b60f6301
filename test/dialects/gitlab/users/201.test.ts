import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('a user is made, an ordinary one unless said otherwise', async () => {
  const answer = await server.call('POST', '/users', {
    body: { email: 'a@example.com', name: 'A', username: 'a.b_c', reset_password: true },
  });
  expect(answer.status).toBe(201);
  expect(answer.json).toMatchObject({
    username: 'a.b_c',
    name: 'A',
    email: 'a@example.com',
    is_admin: false,
  });
  const boss = await server.call('POST', '/users', {
    body: { email: 'b@example.com', name: 'B', username: 'boss', admin: true },
  });
  expect([boss.status, boss.json.is_admin]).toEqual([201, true]);
});
