import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());

it('nobody but an administrator with scope api revokes, not even a token of their own', async () => {
  const account = await server.account('editor');
  const ordinary = await server.issue('personal_access_token', { account, scopes: ['api'] });
  const reader = await server.issue('personal_access_token', { scopes: ['read_api'] });
  for (const { secret } of [ordinary, reader]) {
    expect((await server.revoke(secret, { headers: { 'private-token': secret } })).status).toBe(403);
    expect(await server.authority.verify({ secret })).toMatchObject({ valid: true });
  }
});
