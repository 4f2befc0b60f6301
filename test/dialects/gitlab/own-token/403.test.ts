import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('a viewer reads its token and changes nothing about it', async () => {
  const { secret } = await server.user('viewer');
  for (const [method, path] of [
    ['DELETE', ''],
    ['POST', '/rotate'],
  ] as const) {
    const answer = await server.call(method, `/personal_access_tokens/self${path}`, { as: secret });
    expect([answer.status, answer.json]).toEqual([403, { message: '403 Forbidden' }]);
  }
  expect(await server.authority.verify({ secret })).toMatchObject({ valid: true });
});
