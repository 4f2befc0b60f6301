import { type Kysely, sql } from 'kysely';
import type { Subject } from '../../../core/store-changes.ts';
import type { Database } from '../schema.ts';
import { revokeToken } from './revoke-token.ts';
import type { SqlChange } from './sql-change.ts';

export const revokeDescendants: SqlChange<'revokeDescendants'> = async (db, input) => {
  const tokenIds: number[] = [];
  const subjects: Subject[] = [];
  for (const tokenId of await liveDescendants(db, input.tokenId, input.at)) {
    const revoked = await revokeToken(db, { ...input, tokenId });
    subjects.push(...revoked.subjects);
    if (revoked.outcome === 'revoked') tokenIds.push(tokenId);
  }
  return { outcome: 'revoked', tokenIds, subjects };
};

/** Follows the successors, each found by its id: a token has one at most. */
async function liveDescendants(
  db: Kysely<Database>,
  tokenId: number,
  at: number,
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    with recursive descendant (id) as (
      select replaced_by_id from token where id = ${tokenId}
      union
      select token.replaced_by_id from token join descendant on token.id = descendant.id
    )
    select token.id as id from token join descendant on token.id = descendant.id
    where token.deleted_at is null and (token.revoked_at is null or token.grace_until > ${at})
  `.execute(db);
  return rows.map(({ id }) => id);
}
