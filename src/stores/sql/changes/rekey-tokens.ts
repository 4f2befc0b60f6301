import type { SqlChange } from './sql-change.ts';

/** A record that was changed meanwhile, or of which there would be two, stays as it is. */
export const rekeyTokens: SqlChange<'rekeyTokens'> = async (db, { number, records }) => {
  for (const { tokenId, from, to, sealed } of records)
    await db
      .updateTable('token')
      .set({ digest: to, key_number: number, ...(sealed !== null && { sealed }) })
      .where('id', '=', tokenId)
      .where('digest', '=', from)
      .where('sealed', sealed === null ? 'is' : 'is not', null)
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('token as same').select('same.id').where('same.digest', '=', to))),
      )
      .execute();
  return { outcome: 'rekeyed', subjects: [] };
};
