import type { Caller } from '../../../core/access/caller.ts';
import type { Account } from '../../../core/directory/account.ts';
import { gitlabAdministratorScopes, gitlabScopes } from '../../../core/kinds/gitlab-scopes.ts';
import type { KindName } from '../../../core/kinds/kind-name.ts';
import type { Issued, IssueRequest } from '../../../core/operations/issue-token.ts';
import { argument } from '../argument.ts';
import { badRequestError, GitlabError } from '../errors.ts';
import type { GitlabApi } from '../gitlab-api.ts';
import { newExpiry } from './expiry.ts';

const TEXT_LENGTH_MAX = 255;

/** The parameters of every call that makes an access token; scopes are those of its kind. */
export function newTokenArguments(scopes: readonly string[]) {
  return {
    name: argument.required(argument.text('Name, 1 to 255 characters')),
    scopes: argument.required(argument.scopes(scopes, 'Scopes, at least one')),
    description: argument.text('Description, at most 255 characters'),
    expires_at: argument.day('The day on which the token stops working'),
  };
}

/** The parameters of a call that makes a token for a user. */
export const userTokenArguments = newTokenArguments(gitlabScopes.user);

/** What was read of them. */
export interface NewTokenRequest {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly description: string | undefined;
  readonly expires_at: number | undefined;
}

/** Makes an access token; refuses in the words of GitLab's model. */
export async function issueAccessToken(
  { authority }: GitlabApi,
  caller: Caller,
  kind: KindName,
  { name, scopes, description, expires_at }: NewTokenRequest,
  rest: Partial<IssueRequest>,
): Promise<Issued> {
  checkPresent('Name', name);
  checkLength('Name', name);
  checkLength('Description', description ?? '');
  if (scopes.length === 0) throw new GitlabError(badRequestError("Scopes can't be blank"));
  return authority.issue(caller, {
    kind,
    name,
    scopes,
    ...(description !== undefined && { description }),
    expiresAt: newExpiry(authority, kind, expires_at),
    ...rest,
  });
}

/** Refuses scopes that reach beyond an ordinary user for an account that is no administrator's. */
export function checkScopesSuit({ role }: Account, scopes: readonly string[]): void {
  if (role !== 'admin' && scopes.some((scope) => gitlabAdministratorScopes.some((one) => one === scope)))
    throw new GitlabError(badRequestError('Scopes can only contain available scopes'));
}

/** Refuses a text that is blank. */
export function checkPresent(field: string, text: string): void {
  if (text.trim() === '') throw new GitlabError(badRequestError(`${field} can't be blank`));
}

/** Refuses a text that is longer than GitLab's columns. */
export function checkLength(field: string, text: string): void {
  if (text.length > TEXT_LENGTH_MAX)
    throw new GitlabError(badRequestError(`${field} is too long (maximum is ${TEXT_LENGTH_MAX} characters)`));
}
