import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../../core/access/caller.ts';
import { AuthorityError } from '../../../core/authority-error.ts';
import type { Account } from '../../../core/directory/account.ts';
import type { AccountFilter } from '../../../core/directory/directory-query.ts';
import { boundResource } from '../access-level.ts';
import { GitlabError, messageError } from '../errors.ts';
import type { GitlabApi } from '../gitlab-api.ts';
import { toFullUserEntity } from '../mapping/to-full-user-entity.ts';
import { toUserEntity } from '../mapping/to-user-entity.ts';
import type { Rows } from '../pagination.ts';
import { type Read, readArguments } from '../read-arguments.ts';
import { type userListArguments, userPath } from './schemas.ts';

type Asked = Read<typeof userListArguments>;

interface Users {
  readonly accounts: readonly Account[];
  readonly total: number;
}

/** A page of the accounts that a caller sees: a viewer and a token of one resource see themselves. */
export async function listUsers(
  { authority }: GitlabApi,
  caller: Caller,
  asked: Asked,
  rows: Rows,
): Promise<Users> {
  if (asked.username !== undefined || seesItselfAlone(caller))
    return one(await soleAccount(authority, caller, asked.username), asked, rows);
  const blocked = asked.blocked === true ? true : asked.active === true ? false : undefined;
  const filter: AccountFilter = {
    ...(asked.search !== undefined && { text: asked.search }),
    ...(blocked !== undefined && { blocked }),
  };
  const [accounts, total] = await Promise.all([
    authority.accounts({ ...filter, direction: asked.sort ?? 'desc', ...rows }),
    authority.countAccounts(filter),
  ]);
  return { accounts, total };
}

/** The account that a request names. */
export async function visibleUser(
  { authority, callerOf }: GitlabApi,
  request: FastifyRequest,
): Promise<Account> {
  const { id } = readArguments(request, userPath);
  const caller = callerOf(request);
  const account = seesItselfAlone(caller) && caller.account?.id !== id ? null : await authority.account(id);
  if (account === null) throw new GitlabError(messageError(404, '404 User Not Found'));
  return account;
}

/** An account as the caller of a request may see it. */
export function toUserFor(
  { entrance, callerOf }: GitlabApi,
  request: FastifyRequest,
  account: Account,
): object {
  const { role, account: own } = callerOf(request);
  const rendering = { baseUrl: entrance.baseUrl(request) };
  const isFull = role === 'admin' || own?.id === account.id;
  return isFull ? toFullUserEntity(account, rendering) : toUserEntity(account, rendering);
}

function seesItselfAlone(caller: Caller): boolean {
  return caller.role === 'viewer' || boundResource(caller) !== null;
}

async function soleAccount(
  authority: GitlabApi['authority'],
  caller: Caller,
  username: string | undefined,
): Promise<Account | null> {
  if (!seesItselfAlone(caller)) return accountNamed(authority, username ?? '');
  const isNamed = username === undefined || username.toLowerCase() === caller.account?.username.toLowerCase();
  return isNamed ? caller.account : null;
}

async function accountNamed(authority: GitlabApi['authority'], username: string): Promise<Account | null> {
  try {
    return await authority.accountByReference({ username });
  } catch (error) {
    if (error instanceof AuthorityError && error.code === 'unknown_account') return null;
    throw error;
  }
}

function one(account: Account | null, { active, blocked }: Asked, { offset }: Rows): Users {
  const isBlocked = account !== null && account.blockedAt !== null;
  const fits = account !== null && !(active === true && isBlocked) && !(blocked === true && !isBlocked);
  if (!fits) return { accounts: [], total: 0 };
  return { accounts: offset === 0 ? [account] : [], total: 1 };
}
