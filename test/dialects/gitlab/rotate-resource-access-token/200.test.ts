import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayFrom, type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
describe.each(['project', 'group'] as const)('a %s access token', (type) => {
  it('is renewed by whoever manages the source: same bot, same level, old secret dead', async () => {
    const { account, secret } = await server.user();
    const resource = await server.source(type, account);
    const token = await server.issue(`${type}_access_token`, {
      resource: { id: resource.id },
      scopes: ['read_api'],
      attributes: { access_level: 20 },
    });
    const path = `/${type}s/${resource.id}/access_tokens/${token.details.token.id}/rotate`;
    const answer = await server.call('POST', path, { as: secret });
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      user_id: token.details.token.accountId,
      access_level: 20,
      resource_id: resource.id,
      expires_at: dayFrom(server.clock.now(), 7),
    });
    expect(await server.authority.verify({ secret: token.secret })).toMatchObject({ reason: 'revoked' });
    expect(await server.authority.verify({ secret: answer.json.token })).toMatchObject({ valid: true });
  });

  it('renews itself', async () => {
    const token = await server.issue(`${type}_access_token`, { scopes: ['self_rotate'] });
    const path = `/${type}s/${token.details.token.resourceId}/access_tokens/self/rotate`;
    const answer = await server.call('POST', path, {
      as: token.secret,
      body: { expires_at: dayFrom(server.clock.now(), 3) },
    });
    expect([answer.status, answer.json.expires_at]).toEqual([200, dayFrom(server.clock.now(), 3)]);
  });
});
