import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());

it('a token of any scopes and of any of the four kinds tells about itself', async () => {
  const { account } = await server.user();
  const tokens = await Promise.all([
    server.issue('personal_access_token', { account, scopes: ['read_registry'] }),
    server.issue('impersonation_token', { account, scopes: ['k8s_proxy'] }),
    server.issue('project_access_token', { scopes: ['self_rotate'] }),
    server.issue('group_access_token', { scopes: [] }),
  ]);
  for (const { secret, details } of tokens) {
    const answer = await server.call('GET', '/personal_access_tokens/self', { as: secret });
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ id: details.token.id, last_used_ips: ['127.0.0.1'] });
  }
});

describe('associations: what the token can reach', () => {
  async function reached(as: string, query = '') {
    const answer = await server.call('GET', `/personal_access_tokens/self/associations${query}`, { as });
    expect(answer.status).toBe(200);
    const ids = (list: { id: number }[]) => list.map(({ id }) => id);
    return { groups: ids(answer.json.groups), projects: ids(answer.json.projects) };
  }

  it('its resource and what is below, for a token of one; its own for a viewer; everything for others', async () => {
    const owner = await server.user();
    const viewer = await server.user('viewer');
    const group = await server.source('group');
    const inner = await server.source('project', owner.account, group.id);
    const outer = await server.source('project', viewer.account);
    const bot = await server.issue('group_access_token', {
      scopes: ['read_api'],
      resource: { id: group.id },
      attributes: { access_level: 30 },
    });
    expect(await reached(bot.secret)).toEqual({ groups: [group.id], projects: [inner.id] });
    expect(await reached(bot.secret, '?min_access_level=40')).toEqual({ groups: [], projects: [] });
    expect(await reached(viewer.secret)).toEqual({ groups: [], projects: [outer.id] });
    expect((await reached(owner.secret)).projects).toEqual(expect.arrayContaining([inner.id, outer.id]));
    expect(await reached(owner.secret, '?min_access_level=10')).toEqual({ groups: [], projects: [inner.id] });
  });

  it('a page of each', async () => {
    const { secret } = await server.user('admin');
    expect((await reached(secret, '?per_page=1')).projects).toHaveLength(1);
  });
});
