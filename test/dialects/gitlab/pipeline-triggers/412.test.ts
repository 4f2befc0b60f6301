import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('it changed since the caller looked', async () => {
  const token = await server.issue('pipeline_trigger_token', { account: { id: 1 } });
  const { id, resourceId, updatedAt } = token.details.token;
  const path = `/projects/${resourceId}/triggers/${id}`;
  const since = (time: number) => ({ headers: { 'if-unmodified-since': new Date(time).toUTCString() } });
  const answer = await server.call('DELETE', path, since(updatedAt - 60_000));
  expect([answer.status, answer.json]).toEqual([412, { message: '412 Precondition Failed' }]);
  expect((await server.call('DELETE', path, { headers: { 'if-unmodified-since': 'lately' } })).status).toBe(
    204,
  );
});
