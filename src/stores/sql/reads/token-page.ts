import { type Kysely, sql } from 'kysely';
import type { TokenQuery } from '../../../core/store.ts';
import type { Database } from '../schema.ts';
import { hasNarrowIndex, matchingTokens } from './token-filter.ts';
import { isBehind, orderedTokens } from './token-order.ts';

/** The ids of one page: narrow rows, so that sorting does not carry the details. */
export function tokenPage(db: Kysely<Database>, query: TokenQuery) {
  return isMergedByKind(query) ? mergedByKind(db, query) : idsInOrder(db, query);
}

function idsInOrder(db: Kysely<Database>, query: TokenQuery) {
  const page = orderedTokens(matchingTokens(db, query), query).limit(query.limit);
  const passed = query.offset === undefined ? page : page.offset(query.offset);
  const placed = query.after === undefined ? passed : passed.where(isBehind(query.after, query));
  return placed.select('token.id');
}

/** Within one kind an index gives these orders; over several, an engine would sort every token of the kinds. */
function isMergedByKind({ kinds, order, ...filter }: TokenQuery): boolean {
  if (kinds === undefined || kinds.length < 2 || hasNarrowIndex(filter)) return false;
  return order.by === 'id' || order.by === 'createdAt';
}

/** The beginning of each kind's list, merged: as many rows of each as the page could need. */
function mergedByKind(db: Kysely<Database>, query: TokenQuery) {
  const { kinds = [], offset = 0, limit } = query;
  const beginnings = [...new Set(kinds)].map((kind) => {
    const beginning = idsInOrder(db, { ...query, kinds: [kind], offset: 0, limit: limit + offset });
    return sql`select id from ${beginning} as beginning`;
  });
  const merged = sql<boolean>`token.id in (${sql.join(beginnings, sql` union all `)})`;
  const page = orderedTokens(db.selectFrom('token').where(merged), query);
  return page.limit(limit).offset(offset).select('token.id');
}
