import { fromNewAccount } from '../rows/account-row.ts';
import { refuse } from './change-refused.ts';
import { nextAccountId } from './reserve-account-id.ts';
import type { SqlChange } from './sql-change.ts';
import { writeAudit } from './write-audit.ts';

export const createAccount: SqlChange<'createAccount'> = async (db, { account, audit }) => {
  const id = await nextAccountId(db);
  const inserted = await db
    .insertInto('account')
    .values(fromNewAccount(id, account))
    .onConflict((conflict) => conflict.column('username_key').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted === undefined) return refuse({ outcome: 'taken', subjects: [] });
  await writeAudit(db, { ...audit, accountId: id });
  return { outcome: 'created', id, subjects: [] };
};
