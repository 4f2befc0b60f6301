import { addUses } from './add-uses.ts';
import { refuse } from './change-refused.ts';
import type { SqlChange } from './sql-change.ts';

/** The watermark moves together with the sums, from where the journal's owner believes it to be, or nothing happens. */
export const foldUses: SqlChange<'foldUses'> = async (db, { journal, from, to, sums, at, closes }) => {
  const moved = await db
    .updateTable('use_journal')
    .set({ folded: to, told_at: at, closed_at: closes ? at : null })
    .where('id', '=', journal)
    .where('folded', '=', from)
    .returning('id')
    .executeTakeFirst();
  if (moved === undefined) refuse({ outcome: 'stale', subjects: [] });
  await addUses(db, { sums });
  return { outcome: 'folded', subjects: [] };
};
