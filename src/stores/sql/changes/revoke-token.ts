import { type Kysely, sql } from 'kysely';
import type { RevokeToken, Subject } from '../../../core/store-changes.ts';
import type { Database } from '../schema.ts';
import type { SqlChange } from './sql-change.ts';
import { tokenExists } from './token-exists.ts';
import { writeAudit } from './write-audit.ts';

export const revokeToken: SqlChange<'revokeToken'> = async (db, input) => {
  const { tokenId, audit } = input;
  const subjects: Subject[] = [{ type: 'token', id: tokenId }];
  const revoked = await revoke(db, input);
  if (revoked === undefined) {
    return (await tokenExists(db, tokenId))
      ? { outcome: 'already', subjects }
      : { outcome: 'unknown', subjects: [] };
  }
  if (input.blockAccount && revoked.account_id !== null) {
    await blockAccount(db, revoked.account_id, input.at);
    subjects.push({ type: 'account', id: revoked.account_id });
  }
  await writeAudit(db, { ...audit, tokenId });
  return { outcome: 'revoked', subjects };
};

/** Writes only over a null or the end of a grace period to come, so that a revocation never moves to a later moment. */
function revoke(db: Kysely<Database>, { tokenId, at, reason }: RevokeToken) {
  return db
    .updateTable('token')
    .set({
      revoked_at: at,
      revoked_reason: reason,
      // A grace period that was still running is over, whatever another node's clock says.
      grace_until: sql`case when grace_until > ${at} then null else grace_until end`,
      updated_at: at,
    })
    .where('id', '=', tokenId)
    .where('deleted_at', 'is', null)
    .where((where) => where.or([where('revoked_at', 'is', null), where('grace_until', '>', at)]))
    .returning('account_id')
    .executeTakeFirst();
}

async function blockAccount(db: Kysely<Database>, id: number, at: number): Promise<void> {
  await db
    .updateTable('account')
    .set({ blocked_at: at, updated_at: at })
    .where('id', '=', id)
    .where('blocked_at', 'is', null)
    .execute();
}
