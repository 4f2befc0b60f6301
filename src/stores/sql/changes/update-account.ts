import type { Kysely, Updateable } from 'kysely';
import type { AccountChanges } from '../../../core/store-changes.ts';
import { usernameKey } from '../rows/account-row.ts';
import type { AccountTable, Database } from '../schema.ts';
import type { SqlChange } from './sql-change.ts';
import { writeAudit } from './write-audit.ts';

export const updateAccount: SqlChange<'updateAccount'> = async (db, { id, set, at, audit }) => {
  if (set.username !== undefined && (await isTakenByAnother(db, set.username, id))) {
    return { outcome: 'taken', subjects: [] };
  }
  const updated = await db
    .updateTable('account')
    .set({ ...toColumns(set), updated_at: at })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  if (updated === undefined) return { outcome: 'unknown', subjects: [] };
  await writeAudit(db, { ...audit, accountId: id });
  return { outcome: 'updated', subjects: [{ type: 'account', id }] };
};

async function isTakenByAnother(db: Kysely<Database>, username: string, id: number): Promise<boolean> {
  const row = await db
    .selectFrom('account')
    .select('id')
    .where('username_key', '=', usernameKey(username))
    .where('id', '<>', id)
    .executeTakeFirst();
  return row !== undefined;
}

function toColumns(set: AccountChanges): Updateable<AccountTable> {
  return {
    ...(set.username !== undefined && { username: set.username, username_key: usernameKey(set.username) }),
    ...(set.name !== undefined && { name: set.name }),
    ...(set.email !== undefined && { email: set.email }),
    ...(set.role !== undefined && { role: set.role }),
    ...(set.blockedAt !== undefined && { blocked_at: set.blockedAt }),
    ...(set.attributes !== undefined && { attributes: JSON.stringify(set.attributes) }),
  };
}
