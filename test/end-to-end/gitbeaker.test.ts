import { Gitlab } from '@gitbeaker/rest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayFrom, type GitlabServer, startGitlab } from '../dialects/gitlab/start-gitlab.ts';

// biome-ignore lint/suspicious/noExplicitAny: what comes over the wire is looked into, not what the client's types say
type Any = any;

let server: GitlabServer;
/** The administrator's client. */
let gitlab: InstanceType<typeof Gitlab>;

beforeAll(async () => {
  server = await startGitlab();
  gitlab = clientOf(server.rootSecret);
});
afterAll(() => server.close());

function clientOf(token: string, more: object = {}): InstanceType<typeof Gitlab> {
  return new Gitlab({ host: server.url, token, ...more });
}

/** What the client says of a call that is refused. */
async function refusalOf(call: Promise<unknown>): Promise<{ status: number; description: string }> {
  const error = await call.then(
    () => {
      throw new Error('the call was not refused');
    },
    (reason: Any) => reason,
  );
  return { status: error.cause?.response.status, description: error.cause?.description };
}

async function isGood(secret: string): Promise<boolean> {
  return (await server.authority.verify({ secret, countsAsUse: false })).valid;
}

async function aUser(): Promise<{ id: number; username: string }> {
  const { id, username } = await server.account();
  return { id, username };
}

async function aProject(): Promise<Any> {
  return gitlab.Projects.create({ name: `project ${Math.random().toString(36).slice(2)}` });
}

async function aGroup(): Promise<Any> {
  const path = `group-${Math.random().toString(36).slice(2)}`;
  return gitlab.Groups.create('A group', path);
}

describe('PersonalAccessTokens', () => {
  it('create, show, all, rotate, remove', async () => {
    const user = await aUser();
    const made: Any = await gitlab.PersonalAccessTokens.create(user.id, 'ci', ['api', 'read_user'], {
      expiresAt: dayFrom(server.clock.now(), 30),
    } as Any);
    expect(made).toMatchObject({ user_id: user.id, name: 'ci', scopes: ['api', 'read_user'], active: true });
    expect(await isGood(made.token)).toBe(true);

    const shown: Any = await gitlab.PersonalAccessTokens.show({ tokenId: made.id });
    expect(shown).toMatchObject({ id: made.id, expires_at: made.expires_at });
    expect(shown.token).toBeUndefined();
    const listed: Any[] = await gitlab.PersonalAccessTokens.all({ userId: user.id, state: 'active' });
    expect(listed.map(({ id }) => id)).toEqual([made.id]);

    const rotated: Any = await gitlab.PersonalAccessTokens.rotate(made.id, {
      expiresAt: dayFrom(server.clock.now(), 3),
    });
    expect(rotated).toMatchObject({ name: 'ci', expires_at: dayFrom(server.clock.now(), 3) });
    expect([await isGood(made.token), await isGood(rotated.token)]).toEqual([false, true]);

    expect(await gitlab.PersonalAccessTokens.remove({ tokenId: rotated.id })).toBeNull();
    expect(await isGood(rotated.token)).toBe(false);
  });

  it('the token itself, by header and as a bearer; it ends itself', async () => {
    const user = await aUser();
    const made: Any = await gitlab.Users.createPersonalAccessToken(user.id, 'own', ['read_user'] as Any);
    const bearer = new Gitlab({ host: server.url, oauthToken: made.token });
    for (const client of [clientOf(made.token), bearer]) {
      const self: Any = await client.PersonalAccessTokens.show();
      expect(self).toMatchObject({ id: made.id, last_used_ips: ['127.0.0.1'] });
      expect(await client.Users.showCurrentUser()).toMatchObject({ id: user.id, username: user.username });
    }
    expect(await clientOf(made.token).PersonalAccessTokens.remove()).toBeNull();
    expect(await refusalOf(bearer.PersonalAccessTokens.show())).toEqual({
      status: 401,
      description: 'invalid_token',
    });
  });

  it('rotate("self"): and whoever presents the old token to rotate again ends the new one', async () => {
    const user = await aUser();
    const made: Any = await gitlab.PersonalAccessTokens.create(user.id, 'x', ['self_rotate'] as Any);
    const rotated: Any = await clientOf(made.token).PersonalAccessTokens.rotate('self' as Any);
    expect(await isGood(rotated.token)).toBe(true);
    const refusal = await refusalOf(clientOf(made.token).PersonalAccessTokens.rotate('self' as Any));
    expect(refusal).toEqual({ status: 401, description: 'invalid_token' });
    expect(await isGood(rotated.token)).toBe(false);
  });

  it('pages by itself over 260 tokens, each once, and tells the pages when asked', async () => {
    const user = await aUser();
    for (let made = 0; made < 260; made += 20)
      await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          server.issue('personal_access_token', {
            account: user,
            name: `token ${made + index}`,
            scopes: ['api'],
          }),
        ),
      );
    const all: Any[] = await gitlab.PersonalAccessTokens.all({ userId: user.id });
    expect(new Set(all.map(({ id }) => id)).size).toBe(260);
    const hundreds: Any[] = await gitlab.PersonalAccessTokens.all({ userId: user.id, perPage: 100 });
    expect(hundreds).toHaveLength(260);
    const sorted: Any[] = await gitlab.PersonalAccessTokens.all({
      userId: user.id,
      search: 'token 25',
      sort: 'name_desc',
    } as Any);
    expect(sorted.map(({ name }) => name).slice(0, 2)).toEqual(['token 259', 'token 258']);
    const page: Any = await gitlab.PersonalAccessTokens.all({
      userId: user.id,
      page: 2,
      perPage: 50,
      showExpanded: true,
    });
    expect(page.data).toHaveLength(50);
    expect(page.paginationInfo).toEqual({
      total: 260,
      next: 3,
      current: 2,
      previous: 1,
      perPage: 50,
      totalPages: 6,
    });
    const two: Any[] = await gitlab.PersonalAccessTokens.all({ userId: user.id, perPage: 50, maxPages: 2 });
    expect(two).toHaveLength(100);
  });

  it('its errors carry the words of the refusal', async () => {
    expect(await refusalOf(gitlab.PersonalAccessTokens.show({ tokenId: 999_999 }))).toEqual({
      status: 404,
      description: '404 Not Found',
    });
    const user = await aUser();
    const beyond = { expiresAt: dayFrom(server.clock.now(), 400) } as Any;
    const late = gitlab.PersonalAccessTokens.create(user.id, 'x', ['api'] as Any, beyond);
    expect((await refusalOf(late)).description).toMatch(/^400 Bad request - Expires at must be before /);
    const unknown = gitlab.PersonalAccessTokens.create(user.id, 'x', ['root'] as Any);
    expect((await refusalOf(unknown)).description).toBe('scopes does not have a valid value');
  });

  it('sudo: the administrator asks as somebody else', async () => {
    const user = await aUser();
    const asThem: Any = await gitlab.Users.showCurrentUser({ sudo: user.id } as Any);
    expect(asThem.id).toBe(user.id);
    const always = clientOf(server.rootSecret, { sudo: user.username });
    expect(await always.PersonalAccessTokens.all()).toEqual([]);
  });
});

describe.each(['Project', 'Group'] as const)('%sAccessTokens', (Type) => {
  it('create, all, show, rotate, revoke, by id and by path', async () => {
    const source = Type === 'Project' ? await aProject() : await aGroup();
    const path: string = source.path_with_namespace ?? source.full_path;
    const tokens: Any = gitlab[`${Type}AccessTokens`];
    const made = await tokens.create(source.id, 'bot', ['read_api'], dayFrom(server.clock.now(), 20), {
      accessLevel: 30,
    });
    expect(made).toMatchObject({ name: 'bot', access_level: 30, resource_id: source.id });
    for (const id of [source.id, path]) {
      expect((await tokens.all(id)).map(({ id: one }: Any) => one)).toEqual([made.id]);
      expect(await tokens.show(id, made.id)).toMatchObject({ id: made.id, access_level: 30 });
    }
    const rotated = await tokens.rotate(path, made.id, { expiresAt: dayFrom(server.clock.now(), 2) });
    expect(rotated).toMatchObject({ user_id: made.user_id, expires_at: dayFrom(server.clock.now(), 2) });
    expect([await isGood(made.token), await isGood(rotated.token)]).toEqual([false, true]);
    expect(await tokens.revoke(source.id, rotated.id)).toBeNull();
    expect(await isGood(rotated.token)).toBe(false);
    expect(await refusalOf(tokens.show(source.id, 999_999))).toEqual({
      status: 404,
      description: `404 ${Type.toLowerCase()} Access Token Not Found`,
    });
  });
});

describe('DeployTokens', () => {
  it('create, all, show, remove, of projects and groups', async () => {
    const owners = [{ projectId: (await aProject()).id }, { groupId: (await aGroup()).id }];
    for (const owner of owners) {
      const made: Any = await gitlab.DeployTokens.create('pull', ['read_repository', 'read_registry'], {
        ...owner,
        username: 'puller',
        expiresAt: '2035-01-01T00:00:00.000Z',
      } as Any);
      expect(made).toMatchObject({
        username: 'puller',
        expires_at: '2035-01-01T00:00:00.000Z',
        revoked: false,
      });
      expect(await isGood(made.token)).toBe(true);
      const listed: Any[] = await gitlab.DeployTokens.all(owner as Any);
      expect(listed.map(({ id }) => id)).toEqual([made.id]);
      expect(await gitlab.DeployTokens.show(made.id, owner as Any)).toMatchObject({ name: 'pull' });
      expect(await gitlab.DeployTokens.remove(made.id, owner as Any)).toBeNull();
      expect(await isGood(made.token)).toBe(false);
    }
    expect(await gitlab.DeployTokens.all()).toHaveLength(2);
  });
});

describe('PipelineTriggerTokens', () => {
  it('create, all, show, edit, trigger, remove', async () => {
    const { id } = await aProject();
    const made: Any = await gitlab.PipelineTriggerTokens.create(id, 'nightly');
    expect(await isGood(made.token)).toBe(true);
    expect(await gitlab.PipelineTriggerTokens.all(id)).toMatchObject([{ id: made.id, owner: { id: 1 } }]);
    const edited: Any = await gitlab.PipelineTriggerTokens.edit(id, made.id, {
      description: 'weekly',
    } as Any);
    expect(edited.description).toBe('weekly');
    expect(await gitlab.PipelineTriggerTokens.show(id, made.id)).toMatchObject({ description: 'weekly' });
    for (const variables of [undefined, { A: 'b' }])
      expect(
        await gitlab.PipelineTriggerTokens.trigger(id, 'main', made.token, { variables } as Any),
      ).toMatchObject({ ref: 'main', status: 'skipped' });
    await gitlab.PipelineTriggerTokens.remove(id, made.id);
    expect(await gitlab.PipelineTriggerTokens.all(id)).toEqual([]);
    expect(await isGood(made.token)).toBe(false);
  });
});

describe('UserImpersonationTokens', () => {
  it('create, all, show, revoke', async () => {
    const user = await aUser();
    const tokens: Any = gitlab.UserImpersonationTokens;
    const made = await tokens.create(user.id, 'as them', ['api'], {
      expiresAt: dayFrom(server.clock.now(), 5),
    });
    expect(made).toMatchObject({ impersonation: true, user_id: user.id });
    expect(await clientOf(made.token).Users.showCurrentUser()).toMatchObject({ id: user.id });
    expect(await tokens.all(user.id, { state: 'active' })).toMatchObject([{ id: made.id }]);
    expect(await tokens.show(user.id, made.id)).toMatchObject({ impersonation: true });
    expect(await tokens.revoke(user.id, made.id)).toBeNull();
    expect(await isGood(made.token)).toBe(false);
  });
});

describe('Agents', () => {
  it('register, all, show, allTokens, showToken, removeToken', async () => {
    const { id } = await aProject();
    const agent: Any = await gitlab.Agents.register(id, 'prod');
    expect(await gitlab.Agents.all(id)).toEqual([agent]);
    expect(await gitlab.Agents.show(id, agent.id)).toEqual(agent);
    const path = `/projects/${id}/cluster_agents/${agent.id}/tokens`;
    const { json: made } = await server.call('POST', path, { body: { name: 'first' } });
    expect(await gitlab.Agents.allTokens(id, agent.id)).toMatchObject([{ id: made.id, status: 'active' }]);
    expect(await gitlab.Agents.showToken(id, agent.id, made.id)).toMatchObject({ last_used_at: null });
    await gitlab.Agents.removeToken(id, agent.id, made.id);
    expect(await isGood(made.token)).toBe(false);
  });

  it('createToken sends a GET, which makes nothing in GitLab either', async () => {
    const { id } = await aProject();
    const agent: Any = await gitlab.Agents.register(id, 'prod');
    expect(await gitlab.Agents.createToken(id, agent.id, 'first')).toEqual([]);
  });
});

describe('Runners', () => {
  it('verify, and remove with the token', async () => {
    const runner = await server.issue('runner_authentication_token', {});
    const verified: Any = await gitlab.Runners.verify({ systemId: 's_1', token: runner.secret } as Any);
    expect(verified).toMatchObject({ id: runner.details.token.resourceId, token: runner.secret });
    await gitlab.Runners.remove({ token: runner.secret } as Any);
    expect((await refusalOf(gitlab.Runners.verify({ token: runner.secret } as Any))).status).toBe(403);
  });
});

describe('what tokens belong to', () => {
  it('users, projects, groups and applications are made and found', async () => {
    const user: Any = await gitlab.Users.create({
      email: 'a@example.com',
      name: 'A',
      username: 'made-by-gitbeaker',
      resetPassword: true,
    } as Any);
    expect(await gitlab.Users.show(user.id)).toMatchObject({ username: 'made-by-gitbeaker' });
    expect(await gitlab.Users.all({ username: 'made-by-gitbeaker' })).toHaveLength(1);
    const group = await aGroup();
    const project: Any = await gitlab.Projects.create({ name: 'inside', namespaceId: group.id } as Any);
    expect(await gitlab.Projects.show(`${group.full_path}/inside`)).toMatchObject({ id: project.id });
    expect(await gitlab.Groups.show(group.full_path)).toMatchObject({ id: group.id });
    const application: Any = await gitlab.Applications.create('Portal', 'https://example.com', 'api');
    expect(await isGood(application.secret)).toBe(true);
    expect(await gitlab.Applications.all()).toHaveLength(1);
  });
});
