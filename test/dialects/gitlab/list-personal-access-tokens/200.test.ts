import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GitlabServer, startGitlab, type TestUser } from '../start-gitlab.ts';

let server: GitlabServer;
let editor: TestUser;

beforeAll(async () => {
  server = await startGitlab();
  editor = await server.user();
});
afterAll(() => server.close());

async function idsFor(as: string, query = ''): Promise<readonly number[]> {
  const answer = await server.call('GET', `/personal_access_tokens?per_page=100${query}`, { as });
  expect(answer.status).toBe(200);
  return answer.json.map(({ id }: { id: number }) => id);
}

it('a token has exactly the members of GitLab’s newest entity, in order', async () => {
  const { account, details, secret } = await server.user('editor', ['api', 'read_user']);
  const { json } = await server.call('GET', '/personal_access_tokens', { as: secret });
  const { token } = details;
  expect(json).toEqual([
    {
      id: token.id,
      name: token.name,
      active: true,
      revoked: false,
      expired: false,
      granular: false,
      created_at: new Date(token.createdAt).toISOString(),
      description: null,
      scopes: ['api', 'read_user'],
      user_id: account.id,
      last_used_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      last_used_ips: ['127.0.0.1'],
    },
  ]);
  expect(Object.keys(json[0])).toEqual([
    ...['id', 'name', 'active', 'revoked', 'expired', 'granular', 'created_at', 'description'],
    ...['scopes', 'user_id', 'last_used_at', 'expires_at', 'last_used_ips'],
  ]);
});

describe('whose tokens are listed', () => {
  it('an administrator’s list has those of everybody, impersonation and resource tokens included', async () => {
    const others = await Promise.all(
      (['personal_access_token', 'impersonation_token'] as const).map((kind) =>
        server.issue(kind, { account: editor.account, scopes: ['api'] }),
      ),
    );
    const project = await server.issue('project_access_token', { scopes: ['api'] });
    const native = await server.issue('access_token', { scopes: ['*'] });
    const listed = await idsFor(server.rootSecret);
    for (const { details } of [...others, project]) expect(listed).toContain(details.token.id);
    expect(listed).not.toContain(native.details.token.id);
  });

  it('an editor’s and a viewer’s has their own, without the impersonation tokens that act as them', async () => {
    for (const role of ['editor', 'viewer'] as const) {
      const { account, details, secret } = await server.user(role);
      await server.issue('impersonation_token', { account, scopes: ['api'] });
      expect(await idsFor(secret)).toEqual([details.token.id]);
      expect(await idsFor(secret, `&user_id=${account.id}`)).toEqual([details.token.id]);
      expect(await idsFor(secret, '&user_id=')).toEqual([details.token.id]);
    }
  });

  it('an administrator may ask for those of one user', async () => {
    const { account, details } = await server.user();
    const impersonating = await server.issue('impersonation_token', { account, scopes: ['api'] });
    expect(await idsFor(server.rootSecret, `&user_id=${account.id}`)).toEqual([
      details.token.id,
      impersonating.details.token.id,
    ]);
  });

  it('a project access token sees itself', async () => {
    const bot = await server.issue('project_access_token', { scopes: ['read_api'] });
    expect(await idsFor(bot.secret)).toEqual([bot.details.token.id]);
  });
});

describe('filters and their bounds', () => {
  const created: Record<string, number> = {};
  let owner: TestUser;
  let start = 0;
  const iso = (time: number) => new Date(time).toISOString();
  let second = 0;
  let usedAt = 0;
  const day = (days: number) => new Date(start + days * 86_400_000).toISOString().slice(0, 10);

  beforeAll(async () => {
    start = Date.UTC(2031, 4, 5);
    // Past midnight: a token made at midnight itself is made "before" it, bounds included.
    server.clock.set(start + 1);
    const account = await server.account();
    const make = async (name: string, expiresInDays: number) => {
      const token = await server.issue('personal_access_token', {
        account,
        name,
        scopes: ['read_api'],
        expiresAt: start + expiresInDays * 86_400_000,
      });
      created[name] = token.details.token.id;
      server.clock.set(start + Object.keys(created).length * 1000);
      return token;
    };
    const used = await make('Deploy Bot nightly', 10);
    const revoked = await make('deploy weekly', 20);
    await make('backup', 30);
    second = revoked.details.token.createdAt;
    server.clock.set(start + 10_000);
    const { record } = await server.authority.verify({ secret: used.secret, ip: '192.0.2.1' });
    usedAt = record?.use.lastUsedAt ?? 0;
    await server.authority.revoke(server.operator, revoked.details);
    owner = { account, ...used };
  });

  async function named(query: string): Promise<readonly string[]> {
    const path = `/personal_access_tokens?user_id=${owner.account.id}&${query}`;
    const { status, json } = await server.call('GET', path);
    expect(status, query).toBe(200);
    const names = new Map(Object.entries(created).map(([name, id]) => [id, name.split(' ').at(-1) ?? '']));
    return json.map(({ id }: { id: number }) => names.get(id));
  }

  it.each([
    ['revoked=true', ['weekly']],
    ['revoked=false', ['nightly', 'backup']],
    ['state=active', ['nightly', 'backup']],
    ['state=inactive', ['weekly']],
    ['state=active&revoked=true', []],
    ['search=DEPLOY', ['nightly', 'weekly']],
    ['search=bot%20deploy', ['nightly']],
    ['search=My', []],
    ['', ['nightly', 'weekly', 'backup']],
  ])('%s', async (query, expected) => expect(await named(query)).toEqual(expected));

  it('before and after include their own instant for creation and use', async () => {
    expect(await named(`created_before=${iso(second)}`)).toEqual(['nightly', 'weekly']);
    expect(await named(`created_before=${iso(second - 1)}`)).toEqual(['nightly']);
    expect(await named(`created_after=${iso(second)}`)).toEqual(['weekly', 'backup']);
    expect(await named(`created_after=${iso(second + 1)}`)).toEqual(['backup']);
    expect(await named(`last_used_before=${iso(usedAt)}`)).toEqual(['nightly']);
    expect(await named(`last_used_before=${iso(usedAt - 1)}`)).toEqual([]);
    expect(await named(`last_used_after=${iso(usedAt)}`)).toEqual(['nightly']);
    expect(await named(`last_used_after=${iso(usedAt + 1)}`)).toEqual([]);
  });

  it('a bare date means its midnight; an expiry before excludes the day, after includes it', async () => {
    expect(await named(`created_before=${day(0)}`)).toEqual([]);
    expect(await named(`created_before=${day(1)}`)).toHaveLength(3);
    expect(await named(`created_after=${day(0)}`)).toHaveLength(3);
    expect(await named(`created_after=${day(1)}`)).toEqual([]);
    expect(await named(`expires_before=${day(20)}`)).toEqual(['nightly']);
    expect(await named(`expires_before=${day(21)}`)).toEqual(['nightly', 'weekly']);
    expect(await named(`expires_after=${day(20)}`)).toEqual(['weekly', 'backup']);
    expect(await named(`expires_after=${day(21)}`)).toEqual(['backup']);
  });

  it.each([
    ['created_asc', ['nightly', 'weekly', 'backup']],
    ['created_desc', ['backup', 'weekly', 'nightly']],
    ['expires_desc', ['backup', 'weekly', 'nightly']],
    ['name_asc', ['nightly', 'backup', 'weekly']],
    ['name_desc', ['weekly', 'backup', 'nightly']],
    ['last_used_desc', ['nightly', 'backup', 'weekly']],
    ['last_used_asc', ['weekly', 'backup', 'nightly']],
    ['nonsense', ['nightly', 'weekly', 'backup']],
    ['created_sideways', ['nightly', 'weekly', 'backup']],
  ])('sort=%s', async (sort, expected) => expect(await named(`sort=${sort}`)).toEqual(expected));
});

describe('what is told of a token’s use', () => {
  it('last_used_at moves at most every ten minutes, while every use is counted', async () => {
    const { secret, details } = await server.issue('personal_access_token', { scopes: ['read_api'] });
    const self = () => server.call('GET', '/personal_access_tokens/self', { as: secret });
    const shown: string[] = [];
    for (const minutes of [0, 5, 4.9, 0.2, 3]) {
      server.clock.advance(minutes * 60_000);
      shown.push((await self()).json.last_used_at);
    }
    expect(new Set(shown.slice(0, 3)).size).toBe(1);
    expect(Date.parse(shown[3] ?? '')).toBeGreaterThanOrEqual(Date.parse(shown[0] ?? '') + 600_000);
    expect(shown[4]).toBe(shown[3]);
    expect((await server.authority.token(details.token.id))?.use.count).toBe(5);
  });

  it('the five last distinct addresses, newest first', async () => {
    const { secret, details } = await server.issue('personal_access_token', { scopes: ['read_api'] });
    for (const last of [1, 2, 3, 4, 5, 6, 3]) {
      server.clock.advance(1000);
      await server.authority.verify({ secret, ip: `192.0.2.${last}` });
    }
    const { json } = await server.call('GET', `/personal_access_tokens/${details.token.id}`);
    expect(json.last_used_ips).toEqual([3, 6, 5, 4, 2].map((last) => `192.0.2.${last}`));
  });
});

it('a query that the links would make too long for a client’s headers is answered without them', async () => {
  const answer = await server.call('GET', `/personal_access_tokens?search=${'x'.repeat(12_000)}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.link).toBeUndefined();
  expect(answer.headers['x-total']).toBe('0');
});
