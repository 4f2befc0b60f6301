import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../../core/access/caller.ts';
import type { Account } from '../../../core/directory/account.ts';
import type { IssueRequest } from '../../../core/operations/issue-token.ts';
import { badRequestError, GitlabError, messageError } from '../errors.ts';
import type { GitlabApi } from '../gitlab-api.ts';
import { readArguments } from '../read-arguments.ts';
import { userPath } from './schemas.ts';

/** The account that a request makes a token for. */
export async function tokenHolder({ authority }: GitlabApi, request: FastifyRequest): Promise<Account> {
  const account = await authority.account(readArguments(request, userPath).user_id);
  if (account === null) throw new GitlabError(messageError(404, '404 User Not Found'));
  return mayHold(account);
}

/** For whom and within which bounds a caller makes a token for itself: it is used from no more addresses than its own. */
export function ownReach({ account, record }: Caller): Pick<IssueRequest, 'account' | 'allowedIps'> {
  if (account === null) throw new GitlabError(badRequestError('Not permitted to create'));
  return { account: mayHold(account), allowedIps: record?.token.allowedIps ?? null };
}

// A bot goes no further than the resource of its token: with a token of another sort it would go everywhere.
function mayHold(account: Account): Account {
  if (account.type === 'bot') throw new GitlabError(badRequestError('Not permitted to create'));
  return account;
}
