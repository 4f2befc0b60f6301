import { expect, it } from 'vitest';
import { startGitlab } from '../start-gitlab.ts';

it('guessing runners’ tokens is limited like any other guessing, and a good one is still let in', async () => {
  const server = await startGitlab({ JETON_FAILED_AUTH_PER_MINUTE: '3' });
  const { secret } = await server.issue('runner_authentication_token', {});
  await server.authority.verify({ secret });
  const verify = (token: string) => server.call('POST', '/runners/verify', { as: null, body: { token } });
  const statuses = [];
  for (let guess = 0; guess < 4; guess += 1)
    statuses.push((await verify(`glrt-abcdefghijklmnopqr${guess}x`)).status);
  expect(statuses).toEqual([403, 403, 403, 429]);
  expect((await verify(secret)).status).toBe(200);
  await server.close();
});
