import type { SqlChange } from './sql-change.ts';

export const openJournal: SqlChange<'openJournal'> = async (db, { id }) => {
  await db.insertInto('use_journal').values({ id, folded: 0 }).execute();
  return { outcome: 'opened', subjects: [] };
};
