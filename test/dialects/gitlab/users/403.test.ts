import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
const body = { email: 'x@y', name: 'x', username: 'x' };

it('only administrators make users, and only one with scope * makes administrators', async () => {
  const editor = await server.user();
  const admin = await server.user('admin', ['api', 'sudo', 'admin_mode']);
  for (const [as, sent] of [
    [editor.secret, body],
    [admin.secret, { ...body, admin: true }],
  ] as const) {
    const answer = await server.call('POST', '/users', { as, body: sent });
    expect([answer.status, answer.json]).toEqual([403, { message: '403 Forbidden' }]);
  }
});
