import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('an application with its secret, which no other answer shows', async () => {
  const body = { name: 'Portal', redirect_uri: 'https://example.com/callback', scopes: 'api read_user' };
  const answer = await server.call('POST', '/applications', { body });
  expect(answer.status).toBe(201);
  const { secret, ...application } = answer.json;
  expect(application).toMatchObject({
    application_name: 'Portal',
    callback_url: 'https://example.com/callback',
    confidential: true,
    scopes: ['api', 'read_user'],
    application_id: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect((await server.identify(secret)).json).toMatchObject(application);
  const listed = await server.call('GET', '/applications');
  expect(listed.json).toEqual([application]);
});
