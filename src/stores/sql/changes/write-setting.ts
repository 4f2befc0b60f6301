import type { SqlChange } from './sql-change.ts';

export const writeSetting: SqlChange<'writeSetting'> = async (db, { name, value, ifAbsent }) => {
  await db
    .insertInto('setting')
    .values({ name, value })
    .onConflict((conflict) =>
      ifAbsent ? conflict.column('name').doNothing() : conflict.column('name').doUpdateSet({ value }),
    )
    .execute();
  const standing = await db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return { outcome: 'written', value: standing.value, subjects: [] };
};
