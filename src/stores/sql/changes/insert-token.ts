import type { Kysely } from 'kysely';
import type { NewToken } from '../../../core/store-changes.ts';
import { fromNewToken } from '../rows/token-row.ts';
import type { Database } from '../schema.ts';

/** Answers the new token's id, or null when a token of any kind, tombstones included, has this digest. */
export async function insertToken(db: Kysely<Database>, token: NewToken): Promise<number | null> {
  const inserted = await db
    .insertInto('token')
    .values(fromNewToken(token))
    .onConflict((conflict) => conflict.column('digest').doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted?.id ?? null;
}
