import type { Static } from 'typebox';
import type { TokenOrder, TokenPosition, TokenQuery } from '../../../core/store.ts';
import type { TokenDetails } from '../../../core/token/token.ts';
import { tokenPosition } from '../../../core/token/token-position.ts';
import { type CursorValue, parseCursor, toCursor } from '../cursor.ts';
import { invalidField } from '../invalid-field.ts';
import { fromTimestamp } from '../mapping.ts';
import { PAGE_LIMIT_DEFAULT } from '../schemas.ts';
import type { listTokensSchema, tokenOrders } from './schemas.ts';

/** What a listing asks the authority for, one row beyond its page. */
export interface TokenListing {
  readonly query: TokenQuery;
  readonly limit: number;
  cursorOf(last: TokenDetails): string;
}

/** Reads the query of a listing of tokens; refuses a cursor that is not one of this order. */
export function parseTokenListing(
  query: Static<typeof listTokensSchema.querystring>,
  now: number,
): TokenListing {
  const { limit = PAGE_LIMIT_DEFAULT, cursor, sort = '-id' } = query;
  const by = sort.replace(/^[+-]/, '') as (typeof tokenOrders)[number];
  const order: TokenOrder = { by: orders[by].by, direction: sort.startsWith('-') ? 'desc' : 'asc' };
  const list = `tokens ${order.direction} ${order.by}`;
  const after = cursor === undefined ? undefined : positionOf(list, cursor, orders[by].values);
  return {
    query: { ...filterOf(query), now, order, limit: limit + 1, ...(after !== undefined && { after }) },
    limit,
    cursorOf: (last) => toCursor(list, tokenPosition(last, order, now)),
  };
}

const orders = {
  created_at: { by: 'createdAt', values: 'time' },
  expires_at: { by: 'expiresAt', values: 'time_or_null' },
  last_used_at: { by: 'lastUsedAt', values: 'time_or_null' },
  name: { by: 'name', values: 'text' },
  id: { by: 'id', values: 'id' },
} as const satisfies Record<(typeof tokenOrders)[number], { by: TokenOrder['by']; values: CursorValue }>;

function positionOf(list: string, cursor: string, values: CursorValue): TokenPosition {
  const position = parseCursor(list, cursor, values);
  if (position === null) throw invalidField('cursor', 'Is not a cursor of this list and order.', 'query');
  return position;
}

function filterOf(query: Static<typeof listTokensSchema.querystring>) {
  const { kind, status, account, resource, name, q } = query;
  return {
    ...(kind !== undefined && { kinds: kind }),
    ...(status !== undefined && { statuses: status }),
    ...(account !== undefined && { accountId: account }),
    ...(resource !== undefined && { resourceId: resource }),
    ...(name !== undefined && { name }),
    ...(q !== undefined && { text: q }),
    ...timeBound('createdBefore', query.created_before),
    ...timeBound('createdAfter', query.created_after),
    ...timeBound('expiresBefore', query.expires_before),
    ...timeBound('expiresAfter', query.expires_after),
    ...timeBound('lastUsedBefore', query.last_used_before),
    ...timeBound('lastUsedAfter', query.last_used_after),
  };
}

function timeBound<Name extends string>(
  name: Name,
  text: string | undefined,
): { readonly [key in Name]?: number } {
  return text === undefined ? {} : ({ [name]: fromTimestamp(text) } as { readonly [key in Name]: number });
}
