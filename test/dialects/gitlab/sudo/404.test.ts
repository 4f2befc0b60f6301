import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('there is no such user', async () => {
  for (const who of ['99999', 'nobody', '0']) {
    const answer = await server.call('GET', '/user', { headers: { sudo: who } });
    expect([answer.status, answer.json]).toEqual([
      404,
      { message: `404 User with ID or username '${who}' Not Found` },
    ]);
  }
});

it('a bot is nobody to act as: what it may do is said by its own token', async () => {
  const { details } = await server.issue('project_access_token', { scopes: ['api'] });
  const who = String(details.token.accountId);
  const answer = await server.call('GET', '/user', { headers: { sudo: who } });
  expect([answer.status, answer.json]).toEqual([
    404,
    { message: `404 User with ID or username '${who}' Not Found` },
  ]);
});
