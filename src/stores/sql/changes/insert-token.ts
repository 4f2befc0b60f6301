import type { Kysely } from 'kysely';
import type { NewToken } from '../../../core/store-changes.ts';
import type { TokenDigest } from '../../../core/token/token-digest.ts';
import { fromNewToken } from '../rows/token-row.ts';
import type { Database } from '../schema.ts';

/** Answers the new token's id, or null when a token of any kind, tombstones included, has this digest. */
export async function insertToken(db: Kysely<Database>, token: NewToken): Promise<number | null> {
  const { otherDigest } = token;
  if (otherDigest !== undefined && (await isKnown(db, otherDigest))) return null;
  const inserted = await db
    .insertInto('token')
    .values(fromNewToken(token))
    .onConflict((conflict) => conflict.column('digest').doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted?.id ?? null;
}

/** Whether a token was inserted for a resource that is deleted; to be asked behind the insertion, which waits for a deletion. */
export async function isResourceGone(db: Kysely<Database>, { token }: NewToken): Promise<boolean> {
  if (token.resourceId === null) return false;
  const resource = await db
    .selectFrom('resource')
    .select('deleted_at')
    .where('id', '=', token.resourceId)
    .executeTakeFirst();
  return resource?.deleted_at !== null;
}

async function isKnown(db: Kysely<Database>, digest: TokenDigest): Promise<boolean> {
  const row = await db.selectFrom('token').select('id').where('digest', '=', digest).executeTakeFirst();
  return row !== undefined;
}
