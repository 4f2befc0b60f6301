import type { Kysely } from 'kysely';
import type { IssueToken, IssueTokenOutcome } from '../../../core/store-changes.ts';
import type { Database } from '../schema.ts';

/** Old keys forgotten with each new one: more than arrive, so that the table does not grow for ever. */
const FORGOTTEN_PER_CLAIM = 4;

/**
 * Takes the caller's key for this issue, before anything else is written: where transactions run side by side,
 * the second waits here for the first. Answers what was done under the key before, if that is recent enough.
 */
export async function claimIdempotencyKey(
  db: Kysely<Database>,
  { idempotency, audit }: IssueToken,
): Promise<IssueTokenOutcome | null> {
  if (idempotency === null) return null;
  const { key, request, notBefore } = idempotency;
  const claimed = await db
    .insertInto('idempotency')
    .values({ key, request, token_id: null, at: audit.at })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet({ request, token_id: null, at: audit.at })
        .where('idempotency.at', '<', notBefore),
    )
    .returning('key')
    .executeTakeFirst();
  if (claimed === undefined) return outcomeBefore(db, key, request);
  await forgetOldKeys(db, notBefore);
  return null;
}

/** Remembers which token was issued under the key. */
export async function settleIdempotencyKey(
  db: Kysely<Database>,
  idempotency: IssueToken['idempotency'],
  tokenId: number,
): Promise<void> {
  if (idempotency === null) return;
  await db.updateTable('idempotency').set({ token_id: tokenId }).where('key', '=', idempotency.key).execute();
}

async function outcomeBefore(db: Kysely<Database>, key: string, request: string): Promise<IssueTokenOutcome> {
  const before = await db
    .selectFrom('idempotency')
    .select(['request', 'token_id'])
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  if (before.request !== request || before.token_id === null) {
    return { outcome: 'idempotency_conflict', subjects: [] };
  }
  return { outcome: 'replayed', tokenId: before.token_id, subjects: [] };
}

async function forgetOldKeys(db: Kysely<Database>, notBefore: number): Promise<void> {
  const old = db
    .selectFrom('idempotency')
    .select('key')
    .where('at', '<', notBefore)
    .where('token_id', 'is not', null)
    .orderBy('at')
    .limit(FORGOTTEN_PER_CLAIM);
  await db.deleteFrom('idempotency').where('key', 'in', old).execute();
}
