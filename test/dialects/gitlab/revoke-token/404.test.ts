import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());

const NOT_FOUND = [404, { message: { error: 'Not found' } }];

it('a known prefix without a record', async () => {
  const answer = await server.revoke('glpat-abcdefghijklmnopqrst');
  expect([answer.status, answer.json]).toEqual(NOT_FOUND);
});

it('the old secret of a token that was reset does not reset its successor', async () => {
  const token = await server.issue('feed_token');
  expect((await server.revoke(token.secret)).status).toBe(204);
  const answer = await server.revoke(token.secret);
  expect([answer.status, answer.json]).toEqual(NOT_FOUND);
  const { replacedById } = (await server.stored(token)).token;
  expect((await server.authority.token(replacedById ?? 0))?.token.revokedAt).toBeNull();
});

it('a runner registration token, and the token of a job that is over', async () => {
  const registration = await server.issue('runner_registration_token');
  const resource = await server.resource('job', { status: 'success' });
  const job = await server.issue('ci_job_token', { resource });
  for (const { secret } of [registration, job]) {
    const answer = await server.revoke(secret);
    expect([answer.status, answer.json]).toEqual(NOT_FOUND);
  }
});

it('where the installation does not offer revocation, nothing is revoked and identifying works', async () => {
  const cautious = await startGitlab({ JETON_GITLAB_ADMIN_TOKEN_REVOKE: 'false' });
  onTestFinished(() => cautious.close());
  const { secret } = await cautious.issue('personal_access_token');
  const answer = await cautious.revoke(secret);
  const message = "'api_admin_token_revoke' feature flag is disabled";
  expect([answer.status, answer.json]).toEqual([404, { message }]);
  expect((await cautious.identify(secret)).json).toMatchObject({ revoked: false, active: true });
});
