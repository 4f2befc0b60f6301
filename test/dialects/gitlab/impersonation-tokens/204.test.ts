import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('it is revoked, unless it changed since the caller looked', async () => {
  const { account } = await server.user();
  const token = await server.issue('impersonation_token', { account, scopes: ['api'] });
  const path = `/users/${account.id}/impersonation_tokens/${token.details.token.id}`;
  const early = new Date(token.details.token.updatedAt - 60_000).toUTCString();
  const stale = await server.call('DELETE', path, { headers: { 'if-unmodified-since': early } });
  expect([stale.status, stale.json]).toEqual([412, { message: '412 Precondition Failed' }]);
  expect(await server.authority.verify({ secret: token.secret })).toMatchObject({ valid: true });
  const late = new Date(token.details.token.updatedAt).toUTCString();
  expect((await server.call('DELETE', path, { headers: { 'if-unmodified-since': late } })).status).toBe(204);
  expect(await server.authority.verify({ secret: token.secret })).toMatchObject({ reason: 'revoked' });
});
