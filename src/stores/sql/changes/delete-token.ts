import type { SqlChange } from './sql-change.ts';
import { tokenExists } from './token-exists.ts';
import { writeAudit } from './write-audit.ts';

export const deleteToken: SqlChange<'deleteToken'> = async (db, { tokenId, at, audit }) => {
  const deleted = await db
    .updateTable('token')
    .set({ deleted_at: at, sealed: null, updated_at: at })
    .where('id', '=', tokenId)
    .where('deleted_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (deleted === undefined && !(await tokenExists(db, tokenId))) return { outcome: 'unknown', subjects: [] };
  if (deleted !== undefined) await writeAudit(db, { ...audit, tokenId });
  return {
    outcome: deleted === undefined ? 'already' : 'deleted',
    subjects: [{ type: 'token', id: tokenId }],
  };
};
