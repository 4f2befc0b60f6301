import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
describe.each(['project', 'group'] as const)('deploy tokens of a %s', (type) => {
  it('are listed and shown to whoever manages it, with a time of expiry as a timestamp', async () => {
    const { account, secret } = await server.user();
    const { id: resourceId } = await server.source(type, account);
    const expiresAt = server.clock.now() + 3_600_000;
    const resource = { id: resourceId };
    const token = await server.issue('deploy_token', { resource, scopes: ['read_registry'], expiresAt });
    const ended = await server.issue('deploy_token', { resource });
    await server.authority.revoke(server.operator, ended.details);
    const path = `/${type}s/${resourceId}/deploy_tokens`;
    const list = await server.call('GET', `${path}?active=true`, { as: secret });
    expect([list.status, list.json]).toEqual([
      200,
      [
        {
          id: token.details.token.id,
          name: token.details.token.name,
          username: `gitlab+deploy-token-${token.details.token.id}`,
          expires_at: new Date(expiresAt).toISOString(),
          scopes: ['read_registry'],
          revoked: false,
          expired: false,
        },
      ],
    ]);
    expect((await server.call('GET', path, { as: secret })).headers['x-total']).toBe('2');
    const inactive = await server.call('GET', `${path}?active=false`, { as: secret });
    expect(inactive.json).toMatchObject([{ id: ended.details.token.id, revoked: true }]);
    const one = await server.call('GET', `${path}/${token.details.token.id}`, { as: secret });
    expect([one.status, one.json]).toEqual([200, list.json[0]]);
  });
});

it('an administrator lists them all', async () => {
  const { headers, json } = await server.call('GET', '/deploy_tokens?per_page=3');
  expect([json.length, headers['x-total']]).toEqual([3, '4']);
});
