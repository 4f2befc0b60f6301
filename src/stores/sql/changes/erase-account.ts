import type { Kysely } from 'kysely';
import { usernameKey } from '../rows/account-row.ts';
import type { Database } from '../schema.ts';
import { refuse } from './change-refused.ts';
import type { SqlChange } from './sql-change.ts';
import { writeAudit } from './write-audit.ts';

export const eraseAccount: SqlChange<'eraseAccount'> = async (db, { id, username, at, audit }) => {
  const erased = await db
    .updateTable('account')
    .set({
      username,
      username_key: usernameKey(username),
      name: username,
      email: null,
      attributes: '{}',
      blocked_at: at,
      updated_at: at,
    })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  if (erased === undefined) return refuse({ outcome: 'unknown', subjects: [] });
  await eraseTraces(db, id);
  await writeAudit(db, { ...audit, accountId: id });
  return { outcome: 'erased', subjects: [{ type: 'account', id }] };
};

/** What happened stays on record, by numbers; from where, and under which name, does not. */
async function eraseTraces(db: Kysely<Database>, id: number): Promise<void> {
  const tokens = db.selectFrom('token').select('id').where('account_id', '=', id);
  await db.deleteFrom('token_address').where('token_id', 'in', tokens).execute();
  await db.updateTable('token_use').set({ last_used_ip: null }).where('token_id', 'in', tokens).execute();
  await db.updateTable('audit_event').set({ actor_ip: null }).where('actor_account_id', '=', id).execute();
  await db
    .updateTable('audit_event')
    .set({ details: '{}' })
    .where('account_id', '=', id)
    .where('token_id', 'is', null)
    .execute();
}
