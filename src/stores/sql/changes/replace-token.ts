import type { Kysely } from 'kysely';
import type { ReplaceToken } from '../../../core/store-changes.ts';
import type { Database } from '../schema.ts';
import { refuse } from './change-refused.ts';
import { insertToken, isResourceGone } from './insert-token.ts';
import { irregularOf } from './issue-token.ts';
import type { SqlChange } from './sql-change.ts';
import { writeAudit } from './write-audit.ts';

export const replaceToken: SqlChange<'replaceToken'> = async (db, input) => {
  const { tokenId, successor, audit } = input;
  if (!(await retire(db, input))) return { outcome: 'not_live', subjects: [{ type: 'token', id: tokenId }] };
  const successorId = await insertToken(db, {
    ...successor,
    token: { ...successor.token, rotatedFromId: tokenId },
  });
  if (successorId === null) throw new Error('the successor of a token has a digest that is known');
  if (await isResourceGone(db, successor)) return refuse({ outcome: 'not_live', subjects: [] });
  await db.updateTable('token').set({ replaced_by_id: successorId }).where('id', '=', tokenId).execute();
  await writeAudit(db, { ...audit, tokenId });
  return {
    outcome: 'replaced',
    tokenId: successorId,
    subjects: [{ type: 'token', id: tokenId }, ...irregularOf(successor)],
  };
};

/** Marks the old token, if nobody else has ended it: of two that replace at once, one finds it live. */
async function retire(db: Kysely<Database>, input: ReplaceToken): Promise<boolean> {
  const { tokenId, revokedAt, reason, graceUntil, now } = input;
  const retired = await db
    .updateTable('token')
    .set({ revoked_at: revokedAt, revoked_reason: reason, grace_until: graceUntil, updated_at: now })
    .where('id', '=', tokenId)
    .where('deleted_at', 'is', null)
    .where('replaced_by_id', 'is', null)
    .where((where) => where.or([where('revoked_at', 'is', null), where('grace_until', '>', now)]))
    .returning('id')
    .executeTakeFirst();
  return retired !== undefined;
}
