import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GitlabServer, revokeDirectly, rotate, startGitlab, type TestToken } from '../start-gitlab.ts';

let server: GitlabServer;

beforeAll(async () => {
  server = await startGitlab();
});
afterAll(() => server.close());

const TIMESTAMP = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

/** Compares members, their order included. */
function expectExactly(body: object, expected: object): void {
  expect(body).toEqual(expected);
  expect(Object.keys(body)).toEqual(Object.keys(expected));
}

async function entityOf(token: TestToken): Promise<Record<string, unknown>> {
  const answer = await server.identify(token.secret);
  expect(answer.status).toBe(200);
  return answer.json;
}

function accessTokenEntity({ details: { token, account } }: TestToken, more: object) {
  return {
    id: token.id,
    user_id: token.accountId,
    name: token.name,
    description: null,
    revoked: false,
    active: true,
    expired: false,
    granular: false,
    expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    created_at: TIMESTAMP,
    updated_at: TIMESTAMP,
    scopes: ['api', 'read_api'],
    impersonation: false,
    expire_notification_delivered: false,
    last_used_at: null,
    last_used_ips: [],
    after_expiry_notification_delivered: false,
    previous_personal_access_token_id: null,
    advanced_scopes: null,
    organization_id: 1,
    type: token.kind,
    owner: { id: account?.id, type: 'user', name: account?.name },
    ...more,
  };
}

const profile = {
  created_at: TIMESTAMP,
  bio: '',
  location: null,
  public_email: '',
  skype: '',
  linkedin: '',
  twitter: '',
  discord: '',
  website_url: '',
  organization: '',
  job_title: '',
  pronouns: null,
  bot: false,
  work_information: null,
  followers: 0,
  following: 0,
  is_followed: false,
  local_time: null,
};

describe('each type of token is answered in its own shape, with its type and owner', () => {
  const scopes = ['api', 'read_api'];

  it('personal access token', async () => {
    const token = await server.issue('personal_access_token', { scopes });
    expectExactly(await entityOf(token), accessTokenEntity(token, {}));
  });

  it('impersonation token: it names its user and says that it impersonates', async () => {
    const account = await server.account();
    const token = await server.issue('impersonation_token', { scopes, account });
    expectExactly(
      await entityOf(token),
      accessTokenEntity(token, { user_id: account.id, impersonation: true }),
    );
  });

  it.each(['project', 'group'] as const)(
    '%s access token: its user is a bot, its owner the %s',
    async (type) => {
      const resource = await server.resource(type);
      const token = await server.issue(`${type}_access_token`, { scopes, resource });
      const owner = { id: resource.id, type, name: resource.name };
      expectExactly(await entityOf(token), accessTokenEntity(token, { owner }));
      const bot = await server.authority.account(token.details.token.accountId ?? 0);
      expect(bot?.username).toMatch(new RegExp(`^${type}_${resource.id}_bot_[0-9a-f]+$`));
    },
  );

  it('deploy token: expires_at is a timestamp, the user name is made up where none was given', async () => {
    const resource = await server.resource('group');
    const expiresAt = server.clock.now() + 86_400_000;
    const token = await server.issue('deploy_token', { resource, scopes: ['read_registry'], expiresAt });
    const { id, name } = token.details.token;
    const expected = {
      id,
      name,
      username: `gitlab+deploy-token-${id}`,
      expires_at: new Date(expiresAt).toISOString(),
      scopes: ['read_registry'],
      revoked: false,
      expired: false,
      type: 'deploy_token',
      owner: { id: resource.id, type: 'group', name: resource.name },
    };
    expectExactly(await entityOf(token), expected);
    const named = await server.issue('deploy_token', { attributes: { username: 'puller' } });
    expect(await entityOf(named)).toMatchObject({ username: 'puller', expires_at: null });
  });

  it.each(['feed_token', 'incoming_email_token'] as const)('%s: the user', async (kind) => {
    const account = await server.account('editor', { job_title: 'Cook', location: 7 });
    const token = await server.issue(kind, { account });
    expectExactly(await entityOf(token), {
      id: account.id,
      username: account.username,
      name: account.name,
      state: 'active',
      locked: false,
      avatar_url: null,
      web_url: `${server.url}/${account.username}`,
      ...profile,
      job_title: 'Cook',
      type: kind,
      owner: { id: account.id, type: 'user', name: account.name },
    });
    await server.authority.updateAccount(server.operator, account, { blocked: true });
    expect(await entityOf(token)).toMatchObject({ state: 'blocked' });
  });

  it('OAuth application secret: the application', async () => {
    const resource = await server.resource('application', {
      callback_url: 'https://app.example.com/callback',
      confidential: false,
      scopes: ['openid'],
    });
    const token = await server.issue('oauth_application_secret', { resource });
    expectExactly(await entityOf(token), {
      id: resource.id,
      application_id: resource.path,
      application_name: resource.name,
      callback_url: 'https://app.example.com/callback',
      confidential: false,
      scopes: ['openid'],
      type: 'oauth_application_secret',
      owner: { id: resource.id, type: 'application', name: resource.name },
    });
  });

  it('cluster agent token', async () => {
    const token = await server.issue('cluster_agent_token', { description: 'For production' });
    const { id, name, resourceId } = token.details.token;
    expectExactly(await entityOf(token), {
      id,
      name,
      description: 'For production',
      agent_id: resourceId,
      status: 'active',
      created_at: TIMESTAMP,
      created_by_user_id: 1,
      last_used_at: null,
      type: 'cluster_agent_token',
      owner: { id: resourceId, type: 'agent', name: 'The agent' },
    });
  });

  it('runner authentication token: the runner, and whether it was heard of', async () => {
    const token = await server.issue('runner_authentication_token', {
      attributes: { runner_type: 'group_type' },
    });
    const { resourceId } = token.details.token;
    expectExactly(await entityOf(token), {
      id: resourceId,
      description: 'The runner',
      ip_address: null,
      active: true,
      paused: false,
      is_shared: false,
      runner_type: 'group_type',
      name: null,
      online: null,
      created_by: {
        id: 1,
        username: 'root',
        name: 'Administrator',
        state: 'active',
        locked: false,
        avatar_url: null,
        web_url: `${server.url}/root`,
      },
      created_at: TIMESTAMP,
      status: 'never_contacted',
      job_execution_status: 'idle',
      type: 'runner_authentication_token',
      owner: { id: resourceId, type: 'runner', name: 'The runner' },
    });
    await server.authority.verify({ secret: token.secret });
    expect(await entityOf(token)).toMatchObject({ status: 'online', online: true });
  });

  it('pipeline trigger token: shortened, its owner in the form of a user', async () => {
    const account = await server.account();
    const token = await server.issue('pipeline_trigger_token', { account });
    const { id, name } = token.details.token;
    const entity = await entityOf(token);
    expectExactly(entity, {
      id,
      token: `glptt-****${token.secret.slice(-4)}`,
      description: name,
      created_at: TIMESTAMP,
      updated_at: TIMESTAMP,
      last_used: null,
      expires_at: null,
      owner: {
        id: account.id,
        username: account.username,
        name: account.name,
        state: 'active',
        locked: false,
        avatar_url: null,
        web_url: `${server.url}/${account.username}`,
        type: 'user',
      },
      type: 'pipeline_trigger_token',
    });
    expect(JSON.stringify(entity)).not.toContain(token.secret.slice('glptt-'.length, -4));
  });

  it('job token: the job, its user, commit, pipeline and project', async () => {
    const account = await server.account();
    const resource = await server.resource('job', {
      stage: 'test',
      ref: 'main',
      duration: 1.5,
      commit: { id: 'abc' },
      pipeline: { id: 7, sha: 'abc', status: 'running' },
      project: { ci_job_token_scope_enabled: true },
    });
    const token = await server.issue('ci_job_token', { account, resource });
    const entity = await entityOf(token);
    expectExactly(entity, {
      job: expect.anything(),
      type: 'ci_job_token',
      owner: { id: account.id, type: 'user', name: account.name },
    });
    expectExactly(entity.job as object, {
      id: resource.id,
      status: 'running',
      stage: 'test',
      name: 'The job',
      ref: 'main',
      tag: false,
      coverage: null,
      allow_failure: false,
      created_at: TIMESTAMP,
      started_at: null,
      finished_at: null,
      erased_at: null,
      duration: 1.5,
      queued_duration: null,
      user: expect.objectContaining({ id: account.id, username: account.username, ...profile }),
      commit: { id: 'abc' },
      pipeline: {
        id: 7,
        iid: null,
        project_id: null,
        sha: 'abc',
        ref: null,
        status: 'running',
        source: null,
        created_at: null,
        updated_at: null,
        web_url: null,
      },
      web_url: null,
      project: { ci_job_token_scope_enabled: true },
    });
  });

  it('feature flags client token', async () => {
    const token = await server.issue('feature_flags_client_token');
    const { id, resourceId } = token.details.token;
    expectExactly(await entityOf(token), {
      id,
      project_id: resourceId,
      type: 'feature_flags_client_token',
      owner: { id: resourceId, type: 'project', name: 'The project' },
    });
  });

  it('SCIM token of a group, and of the instance', async () => {
    const resource = await server.resource('group');
    const ofGroup = await server.issue('scim_token', { resource });
    expectExactly(await entityOf(ofGroup), {
      id: ofGroup.details.token.id,
      created_at: TIMESTAMP,
      group_id: resource.id,
      type: 'scim_token',
      owner: { id: resource.id, type: 'group', name: resource.name },
    });
    const ofInstance = await server.issue('scim_token');
    expectExactly(await entityOf(ofInstance), {
      id: ofInstance.details.token.id,
      created_at: TIMESTAMP,
      group_id: null,
      organization_id: 1,
      type: 'scim_token',
      owner: null,
    });
  });
});

describe('the state of a token is told truly', () => {
  it('a revoked token is found, revoked and not active', async () => {
    const token = await server.issue('personal_access_token');
    await revokeDirectly(server, token);
    expect(await entityOf(token)).toMatchObject({ revoked: true, active: false, expired: false });
  });

  it('an expired token is found, expired and not active', async () => {
    const expiresAt = Date.UTC(2020, 0, 2, 15);
    const token = await server.issue('personal_access_token', { expiresAt });
    const expected = { revoked: false, active: false, expired: true, expires_at: '2020-01-02' };
    expect(await entityOf(token)).toMatchObject(expected);
  });

  it('a token that never expires says so', async () => {
    const token = await server.issue('personal_access_token', { expiresAt: null });
    expect(await entityOf(token)).toMatchObject({ expires_at: null, expired: false, active: true });
  });

  it('a deploy token and an agent token are found when they are revoked', async () => {
    const [deploy, agent] = [await server.issue('deploy_token'), await server.issue('cluster_agent_token')];
    await revokeDirectly(server, deploy);
    await revokeDirectly(server, agent);
    expect(await entityOf(deploy)).toMatchObject({ revoked: true, expired: false });
    expect(await entityOf(agent)).toMatchObject({ status: 'revoked' });
  });

  it('a revoked trigger has expired', async () => {
    const token = await server.issue('pipeline_trigger_token');
    await revokeDirectly(server, token);
    expect(await entityOf(token)).toMatchObject({ expires_at: TIMESTAMP });
  });

  it('a rotated token is revoked, and its successor names it', async () => {
    const old = await server.issue('personal_access_token', { scopes: ['api'] });
    const successor = await rotate(server, old);
    expect(await entityOf(old)).toMatchObject({ revoked: true });
    const expected = { previous_personal_access_token_id: old.details.token.id, active: true };
    expect(await entityOf(successor)).toMatchObject(expected);
  });

  it('the last use is told with its address, and identifying is none', async () => {
    const token = await server.issue('personal_access_token');
    await server.authority.verify({ secret: token.secret, ip: '192.0.2.7' });
    await entityOf(token);
    expect(await entityOf(token)).toMatchObject({ last_used_at: TIMESTAMP, last_used_ips: ['192.0.2.7'] });
    expect((await server.stored(token)).use.count).toBe(1);
  });

  it('notices that were delivered are told', async () => {
    const token = await server.issue('personal_access_token', {
      attributes: { expire_notification_delivered: true, after_expiry_notification_delivered: 'yes' },
    });
    expect(await entityOf(token)).toMatchObject({
      expire_notification_delivered: true,
      after_expiry_notification_delivered: false,
    });
  });
});

describe('where the token may be sent', () => {
  it.each([
    ['a JSON body without a content type', (token: string) => ({ body: JSON.stringify({ token }) })],
    [
      'a form',
      (token: string) => ({
        body: `token=${token}&other=1`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    ],
    [
      'a multipart form',
      (token: string) => ({
        body: `--limit-of-form\r\ncontent-disposition: form-data; name="token"\r\n\r\n${token}\r\n--limit-of-form--\r\n`,
        headers: { 'content-type': 'multipart/form-data; boundary=limit-of-form' },
      }),
    ],
    [
      'the query string, with an empty JSON body',
      (token: string) => ({
        query: `?token=${token}`,
        headers: { 'content-type': 'application/json' },
        body: '',
      }),
    ],
    ['the query string, without a body', (token: string) => ({ query: `?token=${token}`, body: undefined })],
    [
      'the body rather than the query string',
      (token: string) => ({ query: '?token=glpat-x', body: { token } }),
    ],
    ['a body with unknown members', (token: string) => ({ body: { token, extra: { deep: [1] }, n: 1e308 } })],
  ])('%s', async (_name, sentWith) => {
    const { secret } = await server.issue('personal_access_token');
    const {
      query = '',
      headers = {},
      body,
    } = sentWith(secret) as {
      query?: string;
      headers?: Record<string, string>;
      body?: unknown;
    };
    const answer = await server.send(`/api/v4/admin/token${query}`, {
      method: 'POST',
      headers: { ...server.admin, ...headers },
      body,
    });
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ type: 'personal_access_token' });
    expect(server.logged()).not.toContain(secret);
  });
});

describe('every answer', () => {
  it('has GitLab’s headers and is JSON without a charset', async () => {
    const { secret } = await server.issue('personal_access_token');
    const { headers } = await server.identify(secret);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'x-frame-options': 'SAMEORIGIN',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
  });

  it('shows no secret, whatever the kind', async () => {
    for (const { name, dialect } of server.authority.kinds.all) {
      if (dialect !== 'gitlab' || name === 'runner_registration_token') continue;
      const { secret } = await server.issue(name);
      const answer = await server.identify(secret);
      expect(answer.status, name).toBe(200);
      expect(answer.text, name).not.toContain(secret);
    }
  });
});
