import type { Kysely } from 'kysely';
import type { Database } from '../schema.ts';
import type { SqlChange } from './sql-change.ts';

export const reserveAccountId: SqlChange<'reserveAccountId'> = async (db) => ({
  outcome: 'reserved',
  id: await nextAccountId(db),
  subjects: [],
});

export async function nextAccountId(db: Kysely<Database>): Promise<number> {
  const row = await db
    .updateTable('account_sequence')
    .set((column) => ({ last_account_id: column('last_account_id', '+', 1) }))
    .returning('last_account_id')
    .executeTakeFirstOrThrow();
  return row.last_account_id;
}
