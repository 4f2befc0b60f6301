import type { Env } from '../../../src/config/env.ts';
import { tokenCaller } from '../../../src/core/access/caller.ts';
import type { Attributes } from '../../../src/core/attributes.ts';
import type { Account, AccountRole } from '../../../src/core/directory/account.ts';
import type { Resource, ResourceType } from '../../../src/core/directory/resource.ts';
import type { KindName } from '../../../src/core/kinds/kind-name.ts';
import type { IssueRequest } from '../../../src/core/operations/issue-token.ts';
import type { TokenDetails } from '../../../src/core/token/token.ts';
import { type Answer, type Sent, startServer, type TestServer } from '../../support/start-server.ts';

export const ADMIN_TOKEN = '/api/v4/admin/token';

/** A token made for a test, with its secret. */
export interface TestToken {
  readonly secret: string;
  readonly details: TokenDetails;
}

/** A user with the secret of a personal access token. */
export interface TestUser extends TestToken {
  readonly account: Account;
}

/** How to call: with whose token, and what. */
interface Call {
  /** The secret to present; null for none. */
  readonly as?: string | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A server with what tests of the GitLab dialect need. */
export interface GitlabServer extends TestServer {
  /** The header of an administrator. */
  readonly admin: { readonly 'private-token': string };
  /** Issues a token, with a fresh resource where its kind needs one. */
  issue(kind: KindName, request?: Partial<IssueRequest>): Promise<TestToken>;
  account(role?: AccountRole, attributes?: Attributes): Promise<Account>;
  resource(type: ResourceType, attributes?: Attributes): Promise<Resource>;
  /** Asks, as the administrator unless told otherwise, what a token is. */
  identify(token: unknown, sent?: Sent): Promise<Answer>;
  revoke(token: unknown, sent?: Sent): Promise<Answer>;
  /** Calls GitLab's API, as the administrator unless told as whom. */
  call(method: string, path: string, how?: Call): Promise<Answer>;
  /** A user with a personal access token. */
  user(role?: AccountRole, scopes?: readonly string[]): Promise<TestUser>;
  /** A project or group of somebody's. */
  source(type: 'project' | 'group', owner?: Account, parentId?: number): Promise<Resource>;
  /** The token as it now is. */
  stored(token: TestToken): Promise<TokenDetails>;
}

export async function startGitlab(env: Env = {}): Promise<GitlabServer> {
  const server = await startServer(env);
  const { authority, operator, rootSecret } = server;
  const admin = { 'private-token': rootSecret };
  let made = 0;
  const next = () => {
    made += 1;
    return made;
  };
  const call =
    (method: string) =>
    (token: unknown, sent: Sent = {}) =>
      server.send(ADMIN_TOKEN, { method, headers: admin, body: { token }, ...sent });
  const resource = (type: ResourceType, attributes: Attributes = {}) =>
    authority.createResource(operator, {
      type,
      path: `${type}-${next()}`,
      name: `The ${type}`,
      attributes: type === 'job' ? { status: 'running', ...attributes } : attributes,
    });
  const account = (role: AccountRole = 'editor', attributes: Attributes = {}) =>
    authority.createAccount(operator, {
      type: 'user',
      username: `user${next()}`,
      name: 'Some One',
      role,
      attributes,
    });
  const issue: GitlabServer['issue'] = async (kind, request = {}) => {
    const { resourceRequired, resourceTypes } = authority.kinds.get(kind);
    const needed = resourceRequired && request.resource === undefined;
    const owner = needed ? { resource: await resource(resourceTypes[0] as ResourceType) } : {};
    const issued = await authority.issue(operator, { kind, name: `My ${kind}`, ...owner, ...request });
    return { details: issued.details, secret: issued.secret?.reveal() ?? '' };
  };
  return {
    ...server,
    admin,
    resource,
    account,
    issue,
    call: (method, path, { as = rootSecret, body, headers = {} } = {}) =>
      server.send(`/api/v4${path}`, {
        method,
        headers: { ...(as !== null && { 'private-token': as }), ...headers },
        body,
      }),
    async user(role = 'editor', scopes = ['api']) {
      const owner = await account(role);
      return { account: owner, ...(await issue('personal_access_token', { account: owner, scopes })) };
    },
    source: (type, owner, parentId) =>
      authority.createResource(operator, {
        type,
        path: `the/${type}-${next()}`,
        name: `The ${type}`,
        ownerId: owner?.id ?? null,
        parentId: parentId ?? null,
      }),
    identify: call('POST'),
    revoke: call('DELETE'),
    async stored({ details }) {
      const now = await authority.token(details.token.id);
      if (now === null) throw new Error('a token is never forgotten');
      return now;
    },
  };
}

/** Revokes a token past the wire. */
export async function revokeDirectly({ authority, operator }: TestServer, { details }: TestToken) {
  await authority.revoke(operator, details);
}

/** Has a token rotated by itself; answers the successor's secret. */
export async function rotate({ authority }: TestServer, { details }: TestToken): Promise<TestToken> {
  const caller = tokenCaller(details, { via: 'test', ip: null, requestId: null });
  const rotated = await authority.rotate(caller, details, {});
  return { details: rotated.details, secret: rotated.secret.reveal() };
}

/** The refusal of a token whose scopes do not reach. */
export function insufficientScope(...scopes: readonly string[]) {
  return {
    error: 'insufficient_scope',
    error_description: 'The request requires higher privileges than provided by the access token.',
    scope: scopes.join(' '),
  };
}

/** The day so many days from a time, as GitLab writes it. */
export function dayFrom(time: number, days: number): string {
  return new Date(time + days * 86_400_000).toISOString().slice(0, 10);
}
