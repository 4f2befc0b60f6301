import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Account } from '../../src/core/directory/account.ts';
import { type KindName, kindNamesByDialect } from '../../src/core/kinds/kind-name.ts';
import type { Answer } from '../support/start-server.ts';
import type { Door } from './access-rules/granting.ts';
import { credential } from './access-rules/try-call.ts';
import { type GitlabServer, startGitlab, type TestToken } from './gitlab/start-gitlab.ts';

const everyKind: readonly KindName[] = Object.values(kindNamesByDialect).flat();
const doors: readonly Door[] = ['native', 'gitlab', 'unleash', 'dynatrace'];

/** A call at each door that a token of every kind that authenticates there may make. */
const calls: Readonly<Record<Door, string>> = {
  native: '/api/v1/me',
  gitlab: '/api/v4/user',
  unleash: '/api/admin/api-tokens',
  dynatrace: '/api/v2/apiTokens',
};

/** The doors that let a kind in; native tokens go everywhere. */
const opens: Readonly<Partial<Record<KindName, readonly Door[]>>> = {
  access_token: doors,
  personal_access_token: ['gitlab'],
  impersonation_token: ['gitlab'],
  project_access_token: ['gitlab'],
  group_access_token: ['gitlab'],
  unleash_admin_token: ['unleash'],
  unleash_personal_access_token: ['unleash'],
  dynatrace_api_token: ['dynatrace'],
  dynatrace_personal_access_token: ['dynatrace'],
};

const scopesOf: Readonly<Partial<Record<KindName, readonly string[]>>> = {
  access_token: ['*'],
  personal_access_token: ['api'],
  impersonation_token: ['api'],
  project_access_token: ['api'],
  group_access_token: ['api'],
  deploy_token: ['read_repository'],
  dynatrace_api_token: ['apiTokens.read'],
  dynatrace_personal_access_token: ['apiTokens.read'],
};

/** Kinds for Unleash's SDKs: good tokens, but not for the admin API. */
const sdkKinds: readonly KindName[] = [
  'unleash_client_token',
  'unleash_backend_token',
  'unleash_frontend_token',
];

let server: GitlabServer;
let owner: Account;

beforeAll(async () => {
  server = await startGitlab({ JETON_FAILED_AUTH_PER_MINUTE: '0' });
  owner = await server.account('admin');
});
afterAll(() => server.close());

describe.each(everyKind)('a %s', (kind) => {
  it.each(doors)('at the door %s works, or is refused in the words of that dialect', async (door) => {
    const answer = await present(door, await issue(kind));
    if (opens[kind]?.includes(door)) expect(answer.status, answer.text).toBe(200);
    else if (door === 'unleash' && sdkKinds.includes(kind)) expectForAnotherApi(answer);
    else expectRefusal[door](answer);
  });

  it.each(doors)('that was revoked is refused at the door %s in the words of that dialect', async (door) => {
    const token = await issue(kind);
    const opened = (await present(door, token)).status === 200;
    await revoke(token);
    const answer = await present(door, token);
    if (door === 'gitlab' && opened && revokesByRecord(kind)) expectRevoked(answer);
    else expectRefusal[door](answer);
  });
});

describe.each(everyKind)('a gateway that is shown a %s', (kind) => {
  it.each(doors)('as at the door %s is told whose it is, until it is revoked', async (door) => {
    const token = await issue(kind);
    const good = await ask(door, '/auth', token.secret);
    expect([good.status, good.headers['x-token-kind']]).toEqual([200, kind]);
    expect(good.headers['x-token-id']).toBe(String(token.details.token.id));
    await revoke(token);
    expect((await ask(door, '/auth', token.secret)).status).toBe(401);
  });
});

describe('an account with a token of every kind that acts for one', () => {
  let holder: Account;
  const tokens = new Map<KindName, TestToken>();

  beforeAll(async () => {
    holder = await server.account('editor');
    for (const kind of everyKind.filter(actsForAccounts)) tokens.set(kind, await issue(kind, holder));
  });

  const secretOf = (kind: KindName) => tokens.get(kind)?.secret ?? '';
  const idsOf = (...kinds: readonly KindName[]) => kinds.map((kind) => tokens.get(kind)?.details.token.id);

  it('has all of them in an administrator’s native list', async () => {
    const { json } = await ask('native', `/api/v1/tokens?account=${holder.id}`, server.rootSecret);
    expect(idsIn(json.data)).toEqual(idsOf(...tokens.keys()));
    expect(tokens.size).toBeGreaterThan(7);
  });

  it('sees its native token, and no others, in its own list', async () => {
    const { json } = await ask('native', '/api/v1/me/tokens', secretOf('access_token'));
    expect(idsIn(json.data)).toEqual(idsOf('access_token'));
  });

  it.each(['access_token', 'personal_access_token', 'impersonation_token'] as const)(
    'sees its personal access token, and not who may act as it, in GitLab’s list with its %s',
    async (kind) => {
      const { json } = await ask('gitlab', '/api/v4/personal_access_tokens', secretOf(kind));
      expect(idsIn(json)).toEqual(idsOf('personal_access_token'));
    },
  );

  it('has the impersonation token too in an administrator’s list of GitLab’s', async () => {
    const path = `/api/v4/personal_access_tokens?user_id=${holder.id}`;
    const { json } = await ask('gitlab', path, server.rootSecret);
    expect(idsIn(json)).toEqual(idsOf('personal_access_token', 'impersonation_token'));
  });

  it.each(['access_token', 'unleash_personal_access_token'] as const)(
    'sees its personal access token of Unleash there with its %s',
    async (kind) => {
      const { json } = await ask('unleash', '/api/admin/user/tokens', secretOf(kind));
      expect(idsIn(json.pats)).toEqual(idsOf('unleash_personal_access_token'));
    },
  );

  it.each(['access_token', 'dynatrace_api_token', 'dynatrace_personal_access_token'] as const)(
    'sees its two tokens of Dynatrace there with its %s',
    async (kind) => {
      const path = `/api/v2/apiTokens?apiTokenSelector=owner(%22${holder.username}%22)&sort=creationDate`;
      const { json } = await ask('dynatrace', path, secretOf(kind));
      const kinds = ['dynatrace_api_token', 'dynatrace_personal_access_token'] as const;
      const publicIds = kinds.map((one) => tokens.get(one)?.details.token.publicId).sort();
      expect(json.apiTokens.map(({ id }: { readonly id: string }) => id).sort()).toEqual(publicIds);
    },
  );
});

function actsForAccounts(kind: KindName): boolean {
  const ofBots: readonly KindName[] = ['project_access_token', 'group_access_token'];
  return server.authority.kinds.get(kind).actsFor === 'account' && !ofBots.includes(kind);
}

function issue(kind: KindName, account: Account = owner): Promise<TestToken> {
  const scopes = scopesOf[kind];
  return server.issue(kind, {
    ...(actsForAccounts(kind) && { account: { id: account.id } }),
    ...(scopes && { scopes }),
  });
}

/** A token of a kind that only forgets its secret, or cannot be revoked at all, ends for good. */
async function revoke({ details }: TestToken): Promise<void> {
  const { authority, operator } = server;
  const outcome = await authority.revoke(operator, details);
  if (outcome === 'not_revocable') await authority.end(operator, details, 'leaked');
}

function revokesByRecord(kind: KindName): boolean {
  return server.authority.kinds.get(kind).revocation === 'revoke';
}

function present(door: Door, { secret }: TestToken): Promise<Answer> {
  return ask(door, calls[door], secret);
}

function ask(door: Door, path: string, secret: string): Promise<Answer> {
  return server.send(path, { headers: credential[door](secret) });
}

/** How each dialect says that a token does not authenticate. */
const expectRefusal: Readonly<Record<Door, (answer: Answer) => void>> = {
  native({ status, headers, json }) {
    expect([status, headers['content-type']]).toEqual([401, 'application/problem+json']);
    expect(headers['www-authenticate']).toBe('Bearer realm="Jeton API"');
    expect(json).toEqual({
      type: 'about:blank',
      title: 'Unauthorized',
      status: 401,
      detail: 'Authentication failed',
      instance: calls.native,
      trace_id: headers['x-trace-id'],
    });
  },
  gitlab({ status, headers, json }) {
    expect([status, headers['content-type']]).toEqual([401, 'application/json']);
    expect(json).toEqual({ message: '401 Unauthorized' });
  },
  unleash({ status, headers, json }) {
    expect([status, headers['content-type']]).toEqual([401, 'application/json; charset=utf-8']);
    expect(Object.keys(json)).toEqual(['id', 'name', 'message', 'details']);
    expect(json).toMatchObject({ name: 'UnauthorizedError', details: [{ message: json.message }] });
  },
  dynatrace({ status, headers, json }) {
    expect([status, headers['content-type']]).toEqual([401, 'application/json; charset=utf-8']);
    expect(json).toEqual({ error: { code: 401, message: 'Token Authentication failed' } });
  },
};

function expectForAnotherApi({ status, headers, json }: Answer): void {
  expect([status, headers['content-type']]).toEqual([403, 'application/json; charset=utf-8']);
  expect(json).toEqual({ message: expect.any(String) });
}

/** GitLab tells the holder of what was a good credential why it is none any more. */
function expectRevoked({ status, headers, json }: Answer): void {
  const error_description = 'Token was revoked. You have to re-authorize from the user.';
  expect([status, headers['content-type']]).toEqual([401, 'application/json']);
  expect(json).toEqual({ error: 'invalid_token', error_description });
  expect(headers['www-authenticate']).toContain('error="invalid_token"');
}

function idsIn(listed: readonly { readonly id: number }[]): number[] {
  return listed.map(({ id }) => id).sort((one, other) => one - other);
}
