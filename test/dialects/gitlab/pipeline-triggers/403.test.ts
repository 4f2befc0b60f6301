import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('for whoever manages the project', async () => {
  const { secret } = await server.user();
  const token = await server.issue('pipeline_trigger_token', { account: { id: 1 } });
  const { id, resourceId } = token.details.token;
  for (const [method, path] of [
    ['GET', ''],
    ['POST', ''],
    ['GET', `/${id}`],
    ['PUT', `/${id}`],
    ['DELETE', `/${id}`],
  ] as const) {
    const body = { description: 'mine' };
    const answer = await server.call(method, `/projects/${resourceId}/triggers${path}`, {
      as: secret,
      ...(method !== 'GET' && { body }),
    });
    expect([answer.status, answer.json]).toEqual([403, { message: '403 Forbidden' }]);
  }
  expect((await server.stored(token)).token.description).toBeNull();
});
