import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());

it('a token without a known prefix is left alone, even if it is one of ours', async () => {
  const native = await server.issue('access_token');
  for (const token of ['', '_gitlab_session=0123456789abcdef0123456789abcdef', native.secret]) {
    const answer = await server.revoke(token);
    expect([answer.status, answer.json]).toEqual([422, { message: 'Token type not supported.' }]);
  }
  expect(await server.authority.verify({ secret: native.secret })).toMatchObject({ valid: true });
});
