import { type Kysely, sql } from 'kysely';
import type { EarlierKeyCount } from '../../../core/store.ts';
import type { Database } from '../schema.ts';

/** Counted row by row: asked for by people, while a key is changed. */
export async function countTokensUnderEarlierKeys(
  db: Kysely<Database>,
  number: number,
  now: number,
): Promise<EarlierKeyCount> {
  const { rows } = await sql<{ live: number | null; total: number }>`
    select sum(case when deleted_at is null and (revoked_at is null or grace_until > ${now})
      and (expires_at is null or expires_at > ${now}) then 1 else 0 end) as live, count(*) as total
    from token where key_number < ${number}`.execute(db);
  const [{ live, total } = { live: 0, total: 0 }] = rows;
  return { live: Number(live ?? 0), ended: Number(total) - Number(live ?? 0) };
}

/** Some tokens whose secrets are kept sealed under an earlier key. */
export async function listSealedUnderEarlierKeys(
  db: Kysely<Database>,
  number: number,
  limit: number,
): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('token')
    .select('id')
    .where('sealed', 'is not', null)
    .where('key_number', '<', number)
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
