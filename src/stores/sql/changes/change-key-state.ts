import type { Kysely } from 'kysely';
import { KEY_CHECK_SETTING, KEY_STATE_SETTING } from '../../../core/keys/key-state.ts';
import type { Database } from '../schema.ts';
import { refuse } from './change-refused.ts';
import type { SqlChange } from './sql-change.ts';

/** The check value of the current key is the row that two changers meet at. */
export const changeKeyState: SqlChange<'changeKeyState'> = async (db, { from, check, state }) => {
  const moved = await db
    .updateTable('setting')
    .set({ value: check })
    .where('name', '=', KEY_CHECK_SETTING)
    .where('value', '=', from.check)
    .returning('name')
    .executeTakeFirst();
  if (moved === undefined || (await standing(db)) !== from.state) refuse({ outcome: 'stale', subjects: [] });
  await db
    .insertInto('setting')
    .values({ name: KEY_STATE_SETTING, value: state })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: state }))
    .execute();
  return { outcome: 'changed', subjects: [] };
};

async function standing(db: Kysely<Database>): Promise<string | null> {
  const row = await db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', KEY_STATE_SETTING)
    .executeTakeFirst();
  return row?.value ?? null;
}
