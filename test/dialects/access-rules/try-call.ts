import type { KindName } from '../../../src/core/kinds/kind-name.ts';
import type { IssueRequest } from '../../../src/core/operations/issue-token.ts';
import type { TokenDetails } from '../../../src/core/token/token.ts';
import type { Answer } from '../../support/start-server.ts';
import type { GitlabServer, TestToken } from '../gitlab/start-gitlab.ts';
import { availableScopes, type Door } from './granting.ts';
import type { Attempt, Rule } from './rule.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
let tried = 0;

/** What came of an attempt. */
export interface Outcome {
  readonly answer: Answer;
  /** What tokens can do that could not before: new ones all that they can, the one that the call was about what it gained. */
  readonly gained: readonly { readonly kind: KindName; readonly scope: string }[];
}

/** Makes what a call needs, puts the caller in the state of the attempt, and calls. */
export async function tryCall(server: GitlabServer, rule: Rule, attempt: Attempt): Promise<Outcome> {
  const { authority } = server;
  const account = await server.account(attempt.role, { unleash_permissions: [...attempt.permissions] });
  const other = await server.account('admin');
  const group = await server.source('group', attempt.own ? account : other);
  const project = await server.source('project', attempt.own ? account : other, group.id);
  const elsewhere = await server.source('project', other);
  const owned = attempt.own
    ? { project, group }
    : { project: elsewhere, group: await server.source('group') };
  const caller = await issue(server, attempt.kind, {
    ...ownerOf(attempt.kind, account.id, owned),
    scopes: attempt.scopes,
    ...('expired' === attempt.state && { expiresAt: authority.clock.now() - DAY_MS }),
    ...('bound to here' === attempt.state && { allowedIps: ['127.0.0.0/8'] }),
    ...('bound to elsewhere' === attempt.state && { allowedIps: ['192.0.2.1'] }),
  });
  await spoil(server, caller, attempt);
  const target =
    rule.about &&
    (await issue(server, rule.about, {
      ...ownerOf(rule.about, attempt.own ? account.id : other.id, { project, group }),
      scopes: rule.has === 'wanted' ? attempt.wanted : [],
      expiresAt: authority.clock.now() + 30 * DAY_MS,
      ...(rule.about === 'access_token' && { allowedIps: ['127.0.0.1'] }),
    }));
  const [last] = await newestTokens(server);
  const answer = await send(server, rule, attempt, {
    secret: caller.secret,
    names: {
      'public-id': target?.details.token.publicId ?? '',
      token: String(target?.details.token.id),
      secret: target?.secret ?? '',
      account: String(other.id),
      project: String(project.id),
    },
  });
  const born = (await newestTokens(server)).filter(({ token }) => token.id > (last?.token.id ?? 0));
  const changed = target === undefined ? [] : scopesOf(await server.stored(target));
  const before = target?.details.token.scopes ?? [];
  return {
    answer,
    gained: [...born.flatMap(scopesOf), ...changed.filter(({ scope }) => !before.includes(scope))],
  };
}

function scopesOf({ token: { kind, scopes } }: TokenDetails) {
  return scopes.map((scope) => ({ kind, scope }));
}

/** Everything that a kind can carry of what was asked for, or what it always is. */
function issue(server: GitlabServer, kind: KindName, request: Partial<IssueRequest>): Promise<TestToken> {
  const { scopes = [], ...rest } = request;
  const isUnleash = kind.startsWith('unleash_');
  const carried = scopes.filter((scope) => availableScopes(kind).includes(scope));
  return server.issue(kind, {
    ...rest,
    ...(!isUnleash && { scopes: carried }),
    ...(isUnleash && !kind.includes('personal') && { attributes: reachOf(kind) }),
  });
}

function reachOf(kind: KindName) {
  return kind === 'unleash_admin_token' ? {} : { projects: ['default'], environment: 'development' };
}

const accountKinds: readonly KindName[] = [
  'access_token',
  'personal_access_token',
  'impersonation_token',
  'feed_token',
  'incoming_email_token',
  'unleash_personal_access_token',
  'dynatrace_api_token',
  'dynatrace_personal_access_token',
];

function ownerOf(
  kind: KindName,
  accountId: number,
  { project, group }: Record<'project' | 'group', { readonly id: number }>,
): Partial<IssueRequest> {
  if (kind === 'project_access_token' || kind === 'deploy_token') return { resource: { id: project.id } };
  if (kind === 'group_access_token') return { resource: { id: group.id } };
  return accountKinds.includes(kind) ? { account: { id: accountId } } : {};
}

/** Takes the power of a caller's token away as the attempt says. */
async function spoil(
  { authority, operator }: GitlabServer,
  { details }: TestToken,
  { state }: Attempt,
): Promise<void> {
  const { rotatable } = authority.kinds.get(details.token.kind);
  if (state === 'rotated' && rotatable) await authority.rotate(operator, details, {});
  else if (state === 'rotated' || state === 'revoked or deleted') await authority.revoke(operator, details);
  else if (state === 'of a blocked account' && details.account !== null)
    await authority.updateAccount(operator, details.account, { blocked: true });
  else if (state === 'of a blocked account' || state === 'disabled')
    await authority.update(operator, details, { disabled: true });
}

interface Named {
  readonly secret: string;
  readonly names: Readonly<Record<string, string>>;
}

function send(
  server: GitlabServer,
  { call, door, sudo, contentType, body }: Rule,
  { wanted }: Attempt,
  { secret, names }: Named,
): Promise<Answer> {
  tried += 1;
  const [method = '', path = ''] = call.split(' ');
  const filled = (text: string, encode: (value: string) => string) =>
    text.replace(/:([a-z-]+)/g, (whole, name) => (name in names ? encode(names[name] ?? '') : whole));
  const content = body?.(wanted, `tried-${tried}`);
  return server.send(filled(path, encodeURIComponent), {
    method,
    headers: {
      ...credential[door](secret),
      ...(sudo && { sudo: names.account ?? '' }),
      ...(contentType && { 'content-type': contentType }),
    },
    ...(content && { body: written(JSON.parse(filled(JSON.stringify(content), String)), contentType) }),
  });
}

function written(content: Record<string, string>, contentType: Rule['contentType']) {
  return contentType === 'application/x-www-form-urlencoded'
    ? new URLSearchParams(content).toString()
    : content;
}

/** How a token is presented at each door. */
export const credential: Readonly<Record<Door, (secret: string) => Record<string, string>>> = {
  native: (secret) => ({ authorization: `Bearer ${secret}` }),
  gitlab: (secret) => ({ 'private-token': secret }),
  unleash: (secret) => ({ authorization: secret }),
  dynatrace: (secret) => ({ authorization: `Api-Token ${secret}` }),
};

function newestTokens({ authority }: GitlabServer): Promise<readonly TokenDetails[]> {
  const order = { by: 'id', direction: 'desc' } as const;
  return authority.tokens({ now: authority.clock.now(), order, limit: 5 });
}
