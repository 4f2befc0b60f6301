import { afterAll, beforeAll, expect, it } from 'vitest';
import { dayFrom, type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('an expiry later than allowed, and the token stays good', async () => {
  const { secret } = await server.user();
  const answer = await server.call('POST', '/personal_access_tokens/self/rotate', {
    as: secret,
    body: { expires_at: dayFrom(server.clock.now(), 366) },
  });
  expect([answer.status, answer.json]).toEqual([
    400,
    { message: `400 Bad request - Expires at must be before ${dayFrom(server.clock.now(), 365)}` },
  ]);
  expect(await server.authority.verify({ secret })).toMatchObject({ valid: true });
});
