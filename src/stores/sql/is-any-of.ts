import { type RawBuilder, sql } from 'kysely';

/** Membership in a list that may be empty: `in ()` is no SQL everywhere, and nothing is in it. */
export function isAnyOf(expression: RawBuilder<unknown>, values: readonly unknown[]): RawBuilder<boolean> {
  return values.length === 0 ? sql`1 = 0` : sql`${expression} in (${sql.join(values)})`;
}
