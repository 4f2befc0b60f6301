import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it.each(['project', 'group'] as const)('a %s access token ends with its bot, once', async (type) => {
  const { account, secret } = await server.user();
  const resource = await server.source(type, account);
  const token = await server.issue(`${type}_access_token`, {
    resource: { id: resource.id },
    scopes: ['api'],
  });
  const path = `/${type}s/${resource.id}/access_tokens/${token.details.token.id}`;
  expect((await server.call('DELETE', path, { as: secret })).status).toBe(204);
  expect((await server.stored(token)).account?.blockedAt).not.toBeNull();
  expect((await server.call('GET', '/user', { as: token.secret })).status).toBe(401);
  expect((await server.call('DELETE', path, { as: secret })).status).toBe(204);
});
