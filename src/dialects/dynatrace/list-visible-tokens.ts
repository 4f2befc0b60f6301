import { setImmediate } from 'node:timers/promises';
import { isScopeToken } from '../../core/access/scope-token.ts';
import type { Authority } from '../../core/authority.ts';
import { AuthorityError } from '../../core/authority-error.ts';
import type { TokenFilter, TokenQuery } from '../../core/store.ts';
import type { TokenDetails } from '../../core/token/token.ts';
import { tokenPosition } from '../../core/token/token-position.ts';
import { dynatraceKinds } from './authentication.ts';
import { EXPIRED_VISIBLE_MS } from './token-finder.ts';

/** Which of the tokens that exist in the eyes of this dialect; every member narrows. */
export interface WantedTokens {
  /** Exact usernames of owners; nothing has two. */
  readonly owners: readonly string[];
  /** Whether personal access tokens are meant, or the others. */
  readonly personal: readonly boolean[];
  /** Of each list, one scope is enough. */
  readonly scopes: readonly (readonly string[])[];
  /** The time of last use, both ends included; null for open. */
  readonly from: number | null;
  readonly to: number | null;
}

/** What is asked of the authority for them. */
export async function visibleTokensFilter(
  authority: Authority,
  { owners, personal, scopes, from, to }: WantedTokens,
  now: number,
): Promise<TokenFilter> {
  const accountId = await onlyOwner(authority, owners);
  const kinds = dynatraceKinds.filter((kind) => {
    const isPersonal = kind === 'dynatrace_personal_access_token';
    return accountId !== null && personal.every((wanted) => wanted === isPersonal);
  });
  return {
    now,
    kinds,
    statuses: ['active', 'disabled', 'expired', 'revoked'],
    expiresAtOrLater: now - EXPIRED_VISIBLE_MS,
    scopes: scopes.map((anyOf) => anyOf.filter(isScopeToken)),
    ...(typeof accountId === 'number' && { accountId }),
    ...(from !== null && { lastUsedAfter: from - 1 }),
    ...(to !== null && { lastUsedBefore: to + 1 }),
  };
}

/** The account that all the names are exactly those of; null for none, undefined when there are no names. */
async function onlyOwner(authority: Authority, names: readonly string[]): Promise<number | null | undefined> {
  const [username, ...others] = new Set(names);
  if (username === undefined) return undefined;
  if (others.length > 0 || /\p{Cc}/u.test(username) || !username.isWellFormed()) return null;
  try {
    const account = await authority.accountByReference({ username });
    return account.username === username ? account.id : null;
  } catch (error) {
    if (error instanceof AuthorityError && error.code === 'unknown_account') return null;
    throw error;
  }
}

const BLOCK = 1000;

/** A list of any length in blocks, between which other requests get their turn. */
export async function* tokenBlocks(
  authority: Authority,
  query: TokenQuery,
): AsyncGenerator<readonly TokenDetails[]> {
  let { after, limit: left } = query;
  while (left > 0) {
    const limit = Math.min(BLOCK, left);
    const block = await authority.tokens({ ...query, limit, ...(after && { after }) });
    yield block;
    const last = block.at(-1);
    if (last === undefined || block.length < limit) return;
    after = tokenPosition(last, query.order, query.now);
    left -= limit;
    await setImmediate();
  }
}
