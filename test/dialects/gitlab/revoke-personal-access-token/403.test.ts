import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('a viewer, and a token that only reads, revoke nothing', async () => {
  for (const [role, scope] of [
    ['viewer', 'api'],
    ['editor', 'read_api'],
  ] as const) {
    const { secret, details } = await server.user(role, [scope]);
    const path = `/personal_access_tokens/${details.token.id}`;
    expect((await server.call('DELETE', path, { as: secret })).status).toBe(403);
    expect(await server.authority.verify({ secret })).toMatchObject({ valid: true });
  }
});
