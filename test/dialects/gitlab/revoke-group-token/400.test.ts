import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('a subgroup, and no token', async () => {
  const group = await server.source('group');
  const sub = await server.source('group', undefined, group.id);
  const path = (id: number) => `/groups/${id}/tokens/revoke`;
  const inner = await server.call('POST', path(sub.id), { body: { token: 'x' } });
  expect([inner.status, inner.json]).toEqual([
    400,
    { message: '400 Bad request - Group cannot be a subgroup' },
  ]);
  const none = await server.call('POST', path(group.id), { body: {} });
  expect([none.status, none.json]).toEqual([400, { error: 'token is missing' }]);
});
