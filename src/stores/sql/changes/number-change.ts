import { type Kysely, sql } from 'kysely';
import type { Database } from '../schema.ts';

/** Gives the change of this transaction the next number. */
export async function numberChange(db: Kysely<Database>): Promise<number> {
  const { last_number } = await db
    .updateTable('change_clock')
    .set({ last_number: sql`last_number + 1` })
    .returning('last_number')
    .executeTakeFirstOrThrow();
  return last_number;
}
