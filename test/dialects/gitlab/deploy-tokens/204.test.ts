import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it.each(['project', 'group'] as const)('of a %s: it is revoked', async (type) => {
  const { account, secret } = await server.user();
  const resource = await server.source(type, account);
  const token = await server.issue('deploy_token', { resource: { id: resource.id } });
  const path = `/${type}s/${resource.id}/deploy_tokens/${token.details.token.id}`;
  expect((await server.call('DELETE', path, { as: secret })).status).toBe(204);
  expect(await server.authority.verify({ secret: token.secret })).toMatchObject({ reason: 'revoked' });
});
