import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('everybody revokes its own, an administrator anybody’s; twice is once', async () => {
  const { account, secret } = await server.user();
  for (const as of [secret, server.rootSecret]) {
    const token = await server.issue('personal_access_token', { account, scopes: ['read_api'] });
    const path = `/personal_access_tokens/${token.details.token.id}`;
    const answer = await server.call('DELETE', path, { as });
    expect([answer.status, answer.text]).toEqual([204, '']);
    const { revokedAt } = (await server.stored(token)).token;
    expect(await server.authority.verify({ secret: token.secret })).toMatchObject({ reason: 'revoked' });
    server.clock.advance(1000);
    expect((await server.call('DELETE', path, { as })).status).toBe(204);
    expect((await server.stored(token)).token.revokedAt).toBe(revokedAt);
  }
});

it('as gitbeaker sends it, with an empty JSON object', async () => {
  const { details } = await server.user();
  const path = `/personal_access_tokens/${details.token.id}`;
  expect((await server.call('DELETE', path, { body: {} })).status).toBe(204);
});
