import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab({ JETON_FAILED_AUTH_PER_MINUTE: '3' });
});
afterAll(() => server.close());

it('a token with a limit is told to retry later when it is over', async () => {
  const caller = await server.issue('access_token', {
    scopes: ['*'],
    limits: { requests: 1, perSeconds: 60 },
  });
  const headers = { 'private-token': caller.secret };
  expect((await server.identify(caller.secret, { headers })).status).toBe(422);
  const answer = await server.identify(caller.secret, { headers });
  expect(answer.status).toBe(429);
  expect(answer.text).toBe('Retry later');
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
});

it('whoever guesses too often is told to retry later, and a token in use still works', async () => {
  const { secret } = await server.issue('personal_access_token');
  expect((await server.identify(secret)).status).toBe(200);
  const guess = () => server.identify(secret, { headers: { 'private-token': 'glpat-abcdefghijklmnopqrst' } });
  const statuses = [await guess(), await guess(), await guess(), await guess()].map(({ status }) => status);
  expect(statuses.at(-1)).toBe(429);
  const answer = await guess();
  expect(answer.text).toBe('Retry later');
  expect(answer.headers).toMatchObject({
    'content-type': expect.stringMatching(/^text\/plain/),
    'retry-after': expect.stringMatching(/^[1-9]\d*$/),
    'x-frame-options': 'SAMEORIGIN',
    'x-content-type-options': 'nosniff',
  });
  expect((await server.identify(secret)).status).toBe(200);
});
