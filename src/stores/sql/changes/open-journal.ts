import type { SqlChange } from './sql-change.ts';

export const openJournal: SqlChange<'openJournal'> = async (db, { id, owner, at }) => {
  await db
    .insertInto('use_journal')
    .values({ id, folded: 0, owner, told_at: at, closed_at: null })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  return { outcome: 'opened', subjects: [] };
};
