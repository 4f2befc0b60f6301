import { type RawBuilder, sql } from 'kysely';
import type { TokenOrder, TokenPosition, TokenQuery } from '../../../core/store.ts';
import { parseSelfServiceValue, selfServiceRanks } from '../../../core/token/token-position.ts';
import { statusAt } from './status-at.ts';
import { expiresAt, lastUsedAt, NEVER_MORE } from './token-filter.ts';

/** Expressions to sort by, the most significant first; none is ever null, so that pages by cursor may compare them. */
interface SortKey {
  readonly expression: RawBuilder<unknown>;
  readonly direction: 'asc' | 'desc';
  /** What a position holds for this key. */
  readonly at: (position: TokenPosition) => string | number;
}

/** Before every time: never used comes first, going upwards. */
const NEVER_YET = Number.MIN_SAFE_INTEGER;

interface Orderable {
  orderBy(expression: RawBuilder<unknown>, direction: 'asc' | 'desc'): this;
}

/** Sorts a selection from `token`. */
export function orderedTokens<Select extends Orderable>(select: Select, query: TokenQuery): Select {
  return sortKeys(query.order, query.now).reduce(
    (sorted, { expression, direction }) => sorted.orderBy(expression, direction),
    select,
  );
}

function sortKeys(order: TokenOrder, now: number): readonly SortKey[] {
  if (order.by === 'selfService') return selfServiceKeys(now);
  const { by, direction } = order;
  const id: SortKey = { expression: sql.ref('token.id'), direction, at: (position) => position.id };
  if (by === 'id') return [id];
  return [{ expression: orderExpressions[by], direction, at: ({ value }) => value ?? absent[by] }, id];
}

const orderExpressions = {
  createdAt: sql.ref('token.created_at'),
  expiresAt,
  lastUsedAt: sql`coalesce(${lastUsedAt}, ${sql.lit(NEVER_YET)})`,
  modifiedAt: sql`case when token.updated_at > token.created_at
    then token.updated_at else ${sql.lit(NEVER_YET)} end`,
  name: sql.ref('token.name'),
};

const absent = {
  createdAt: NEVER_YET,
  expiresAt: NEVER_MORE,
  lastUsedAt: NEVER_YET,
  modifiedAt: NEVER_YET,
  name: '',
};

function selfServiceKeys(now: number): readonly SortKey[] {
  return [
    { expression: selfServiceRank(now), direction: 'asc', at: (position) => selfServiceOf(position).rank },
    {
      expression: orderExpressions.lastUsedAt,
      direction: 'desc',
      at: (position) => selfServiceOf(position).lastUsedAt ?? NEVER_YET,
    },
    { expression: sql.ref('token.id'), direction: 'desc', at: (position) => position.id },
  ];
}

function selfServiceOf({ value }: TokenPosition) {
  return parseSelfServiceValue(String(value));
}

function selfServiceRank(now: number) {
  const ranks = Object.entries(selfServiceRanks).map(
    ([status, rank]) => sql`when ${sql.lit(status)} then ${sql.lit(rank)}`,
  );
  return sql`case ${statusAt(now)} ${sql.join(ranks, sql` `)} end`;
}

/** Strictly behind a position: larger in the first key that differs (smaller where it runs downwards). */
export function isBehind(after: TokenPosition, query: TokenQuery): RawBuilder<boolean> {
  const keys = sortKeys(query.order, query.now);
  const behind = keys.reduceRight<RawBuilder<boolean>>(
    (inner, { expression, direction, at }) =>
      sql`(${compared(expression, direction, at(after))} or (${expression} = ${at(after)} and ${inner}))`,
    sql`1 = 0`,
  );
  return sql`${startsAt(keys[0], after)} and ${behind}`;
}

/** Follows from the rest, but only said like this does it let an index begin at the position. */
function startsAt(first: SortKey | undefined, after: TokenPosition): RawBuilder<boolean> {
  if (first === undefined) return sql`1 = 1`;
  const operator = first.direction === 'asc' ? sql`>=` : sql`<=`;
  return sql`${first.expression} ${operator} ${first.at(after)}`;
}

function compared(expression: RawBuilder<unknown>, direction: 'asc' | 'desc', value: string | number) {
  return direction === 'asc' ? sql`${expression} > ${value}` : sql`${expression} < ${value}`;
}
