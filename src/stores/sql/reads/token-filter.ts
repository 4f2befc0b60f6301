import { type Kysely, sql } from 'kysely';
import type { TokenFilter } from '../../../core/store.ts';
import { tokenStatuses } from '../../../core/token/token-status.ts';
import { isAnyOf } from '../is-any-of.ts';
import type { Database } from '../schema.ts';
import { statusAt } from './status-at.ts';

/**
 * The tokens that a filter admits. "Before" and "after" leave their own instant out, and a token without the time
 * in question (it never expires, it was never used) is neither before nor after anything.
 * Both joins are by primary key, so that an engine drops the one that a query does not look at.
 */
export function matchingTokens(db: Kysely<Database>, filter: TokenFilter): MatchingTokens {
  const { kinds, accountId, resourceId, name } = filter;
  let select = joinedTokens(db);
  if (kinds !== undefined) select = select.where(isAnyOf(sql.ref('token.kind'), kinds));
  if (accountId !== undefined) select = select.where('token.account_id', '=', accountId);
  if (resourceId !== undefined) select = select.where('token.resource_id', '=', resourceId);
  if (name !== undefined) select = select.where('token.name', '=', name);
  if (filter.text !== undefined) select = select.where(contains(filter.text));
  for (const [column, operator, time] of timeBounds(filter)) {
    if (time !== undefined) select = select.where(column, operator, time);
  }
  return withStatuses(select, filter);
}

export type MatchingTokens = ReturnType<typeof joinedTokens>;

function joinedTokens(db: Kysely<Database>) {
  return db
    .selectFrom('token')
    .leftJoin('resource', 'resource.id', 'token.resource_id')
    .leftJoin('token_use', 'token_use.token_id', 'token.id');
}

function withStatuses(select: MatchingTokens, filter: TokenFilter): MatchingTokens {
  const { statuses, now } = filter;
  if (statuses === undefined || tokenStatuses.every((status) => statuses.includes(status))) return select;
  const narrowed = select.where(isAnyOf(statusAt(now), statuses));
  if (statuses.includes('deleted') || hasNarrowIndex(filter)) return narrowed;
  // Said once more in plain words, because the index over kinds covers what is not deleted.
  return narrowed.where('token.deleted_at', 'is', null);
}

/** A few tokens have a name or an owner, and a great many a kind: the index over kinds must not be the one chosen. */
function hasNarrowIndex({ name, accountId, resourceId }: TokenFilter): boolean {
  return name !== undefined || accountId !== undefined || resourceId !== undefined;
}

function timeBounds(filter: TokenFilter) {
  return [
    ['token.created_at', '<', filter.createdBefore],
    ['token.created_at', '>', filter.createdAfter],
    ['token.expires_at', '<', filter.expiresBefore],
    ['token.expires_at', '>', filter.expiresAfter],
    ['token_use.last_used_at', '<', filter.lastUsedBefore],
    ['token_use.last_used_at', '>', filter.lastUsedAfter],
  ] as const;
}

function contains(text: string) {
  const literal = text.toLowerCase().replace(/[\\%_]/g, '\\$&');
  return sql<boolean>`token.search_text like ${`%${literal}%`} escape '\\'`;
}
