import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { TokenFilter } from '../../../core/store.ts';
import { tokenStatuses } from '../../../core/token/token-status.ts';
import { isAnyOf } from '../is-any-of.ts';
import { searchTextSeparator as separator } from '../rows/token-row.ts';
import type { Database } from '../schema.ts';
import { statusAt } from './status-at.ts';

/**
 * The tokens that a filter admits. "Before" and "after" leave their own instant out, and a token without the time
 * in question (it never expires, it was never used) is neither before nor after anything.
 */
export function matchingTokens(db: Kysely<Database>, filter: TokenFilter) {
  const conditions = [...ownerConditions(filter), ...timeConditions(filter), ...statusConditions(filter)];
  return conditions.reduce((select, condition) => select.where(condition), db.selectFrom('token'));
}

/** Behind every time: when a token expires that never does. */
export const NEVER_MORE = Number.MAX_SAFE_INTEGER;

/** When a token expires; an index is over this very expression. */
export const expiresAt = sql<number>`coalesce(token.expires_at, ${sql.lit(NEVER_MORE)})`;

/** When a token was last used; for use where `token` is selected from. */
export const lastUsedAt = sql<number | null>`(
  select used.last_used_at from token_use as used where used.token_id = token.id)`;

/** A few tokens have a name or an owner, and a great many a kind. */
export function hasNarrowIndex({ name, accountId, resourceId }: TokenFilter): boolean {
  return name !== undefined || accountId !== undefined || resourceId !== undefined;
}

type Condition = RawBuilder<boolean>;

function* ownerConditions(filter: TokenFilter): Generator<Condition> {
  const { kinds, accountId, resourceId, name, text, nameWords = [], scopes = [] } = filter;
  if (kinds !== undefined) yield isAnyOf(sql.ref('token.kind'), kinds);
  if (accountId !== undefined) yield sql`token.account_id = ${accountId}`;
  if (resourceId !== undefined) yield sql`token.resource_id = ${resourceId}`;
  if (name !== undefined) yield sql`token.name = ${name}`;
  if (text !== undefined) yield contains(`%${literally(text)}%`);
  // The two other parts of the text follow, each behind a separator: what comes before both stands in the name.
  for (const word of nameWords) yield contains(`%${literally(word)}%${separator}%${separator}%`);
  for (const anyOf of scopes) yield carriesAnyOf(anyOf);
}

function* timeConditions(filter: TokenFilter): Generator<Condition> {
  if (filter.createdBefore !== undefined) yield sql`token.created_at < ${filter.createdBefore}`;
  if (filter.createdAfter !== undefined) yield sql`token.created_at > ${filter.createdAfter}`;
  if (filter.expiresBefore !== undefined) yield sql`${expiresAt} < ${filter.expiresBefore}`;
  if (filter.expiresAfter !== undefined)
    yield sql`(${expiresAt} > ${filter.expiresAfter} and ${expiresAt} < ${sql.lit(NEVER_MORE)})`;
  if (filter.expiresAtOrLater !== undefined)
    yield sql`(token.expires_at is null or token.expires_at >= ${filter.expiresAtOrLater})`;
  if (filter.lastUsedBefore !== undefined) yield sql`${lastUsedAt} < ${filter.lastUsedBefore}`;
  if (filter.lastUsedAfter !== undefined) yield sql`${lastUsedAt} > ${filter.lastUsedAfter}`;
}

function* statusConditions(filter: TokenFilter): Generator<Condition> {
  const { statuses, now } = filter;
  if (statuses === undefined || tokenStatuses.every((status) => statuses.includes(status))) return;
  yield isAnyOf(statusAt(now), statuses);
  // Said once more in plain words, because the indexes over kinds cover what is not deleted; where there is a
  // better index than those, it must not be said.
  if (!statuses.includes('deleted') && !hasNarrowIndex(filter)) yield sql`token.deleted_at is null`;
}

function contains(pattern: string): Condition {
  return sql<boolean>`token.search_text like ${pattern} escape '\\'`;
}

function literally(text: string): string {
  return text.toLowerCase().replace(/[\\%_]/g, '\\$&');
}

// Scopes hold neither quotes nor backslashes, so that each stands in its list's JSON as itself between quotes;
// `replace`, unlike `like`, regards case in every engine.
function carriesAnyOf(scopes: readonly string[]): Condition {
  if (scopes.length === 0) return sql`1 = 0`;
  const list = sql`cast(token.scopes as text)`;
  return sql`(${sql.join(
    scopes.map((scope) => sql`replace(${list}, ${JSON.stringify(scope)}, '') <> ${list}`),
    sql` or `,
  )})`;
}
