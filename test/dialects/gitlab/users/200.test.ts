import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GitlabServer, startGitlab } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());
it('GET /user: whoever calls, with any scope that reads users', async () => {
  for (const scope of ['api', 'read_api', 'read_user']) {
    const { account, secret } = await server.user('viewer', [scope]);
    const answer = await server.call('GET', '/user', { as: secret });
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      id: account.id,
      username: account.username,
      state: 'active',
      is_admin: false,
      email: null,
    });
  }
  expect((await server.call('GET', '/user')).json).toMatchObject({ id: 1, username: 'root', is_admin: true });
});

it('GET /users/:id: an address is for oneself and administrators', async () => {
  const created = await server.call('POST', '/users', {
    body: { email: 'ada@example.com', name: 'Ada', username: 'ada', password: 'not kept' },
  });
  const { id } = created.json;
  const other = await server.user();
  expect((await server.call('GET', `/users/${id}`)).json.email).toBe('ada@example.com');
  const seen = await server.call('GET', `/users/${id}`, { as: other.secret });
  expect([seen.status, seen.json.name, seen.json.email]).toEqual([200, 'Ada', undefined]);
});

describe('GET /users', () => {
  const names = async (query: string, as = server.rootSecret) => {
    const answer = await server.call('GET', `/users?${query}`, { as });
    expect(answer.status).toBe(200);
    return answer.json.map(({ username }: { username: string }) => username);
  };

  it('by user name, by a part of the name, by state, newest first and in pages', async () => {
    for (const username of ['zoe-one', 'zoe-two'])
      await server.call('POST', '/users', { body: { email: `${username}@x`, name: 'Zoë', username } });
    const blocked = await server.authority.accountByReference({ username: 'zoe-two' });
    await server.authority.updateAccount(server.operator, blocked, { blocked: true });
    expect(await names('username=ZOE-one')).toEqual(['zoe-one']);
    expect(await names('username=zoe')).toEqual([]);
    expect(await names('username=zoe-two&active=true')).toEqual([]);
    expect(await names('search=ZOE-')).toEqual(['zoe-two', 'zoe-one']);
    expect(await names('search=zoe-&sort=asc')).toEqual(['zoe-one', 'zoe-two']);
    expect(await names('search=zoe-one%40x')).toEqual(['zoe-one']);
    expect(await names('search=zoe-&blocked=true')).toEqual(['zoe-two']);
    expect(await names('search=zoe-&active=true')).toEqual(['zoe-one']);
    const page = await server.call('GET', '/users?search=zoe-&per_page=1&page=2');
    expect([page.json.length, page.headers['x-total']]).toEqual([1, '2']);
  });

  it('a viewer and a token of one project see themselves alone', async () => {
    const viewer = await server.user('viewer');
    expect(await names('', viewer.secret)).toEqual([viewer.account.username]);
    expect(await names('username=root', viewer.secret)).toEqual([]);
    const bot = await server.issue('project_access_token', { scopes: ['read_api'] });
    expect(await names('', bot.secret)).toEqual([bot.details.account?.username]);
  });
});
