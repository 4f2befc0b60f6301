import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());

async function expectUnsupported(token: string): Promise<void> {
  const answer = await server.identify(token);
  expect([answer.status, answer.json], token).toEqual([422, { message: 'Token type not supported.' }]);
}

it.each([
  ['nothing', ''],
  ['a blank', ' '],
  ['a session cookie', '_gitlab_session=0123456789abcdef0123456789abcdef'],
  ['a workspace token', 'glwt-abcdefghijklmnopqrst'],
  ['a runner token made with a registration token', 'glrtr-abcdefghijklmnopqrst'],
  ['an OAuth access token', 'a'.repeat(64)],
  ['a legacy token without prefix', 'abcdefghijklmnopqrst'],
  ['a prefix in upper case', 'GLPAT-abcdefghijklmnopqrst'],
  ['a prefix without its dash', 'glpatabcdefghijklmnopqrst'],
  ['a prefix behind a blank', ' glpat-abcdefghijklmnopqrst'],
  ['another system’s token', 'ghp_abcdefghijklmnopqrstuvwxyz0123456789'],
  ['null bytes', '\u0000'.repeat(30)],
  ['a lone surrogate', '\ud800'],
  ['half a megabyte', 'x'.repeat(500_000)],
])('%s begins with no known prefix', async (_name, token) => {
  await expectUnsupported(token);
});

it('a native, Unleash or Dynatrace token is none of GitLab’s business', async () => {
  for (const kind of ['access_token', 'unleash_admin_token', 'dynatrace_api_token'] as const)
    await expectUnsupported((await server.issue(kind)).secret);
});
