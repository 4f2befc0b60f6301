import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());

it.each([
  ['scim_token', 'SCIM access tokens'],
  ['ci_job_token', 'CI job tokens'],
] as const)('a %s cannot be revoked and stays as it is', async (kind, name) => {
  const token = await server.issue(kind);
  const answer = await server.revoke(token.secret);
  expect(answer.status).toBe(400);
  expect(answer.json).toEqual({ message: { error: `Revocation not supported for ${name}` } });
  expect(await server.authority.verify({ secret: token.secret })).toMatchObject({ valid: true });
});

it('a token that is missing or not a string', async () => {
  expect((await server.revoke(undefined)).json).toEqual({ error: 'token is missing' });
  for (const token of [null, 7, ['glpat-x']]) {
    const answer = await server.revoke(token);
    expect([answer.status, answer.json]).toEqual([400, { error: 'token is invalid' }]);
  }
});

it('a malformed body', async () => {
  const headers = { ...server.admin, 'content-type': 'application/json' };
  expect((await server.revoke(undefined, { headers, body: '{' })).status).toBe(400);
});
