import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('it is gone, and its token dead', async () => {
  const token = await server.issue('pipeline_trigger_token', { account: { id: 1 } });
  const { id, resourceId } = token.details.token;
  const path = `/projects/${resourceId}/triggers`;
  expect((await server.call('DELETE', `${path}/${id}`)).status).toBe(204);
  expect(await server.authority.verify({ secret: token.secret })).toMatchObject({ reason: 'revoked' });
  expect((await server.call('GET', path)).json).toEqual([]);
  expect((await server.call('GET', `${path}/${id}`)).status).toBe(404);
  expect((await server.call('DELETE', `${path}/${id}`)).status).toBe(404);
});
