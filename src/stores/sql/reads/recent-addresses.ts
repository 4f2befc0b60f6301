import type { Kysely } from 'kysely';
import type { AddressUse, TokenAddresses } from '../../../core/token/token.ts';
import type { Database } from '../schema.ts';

const IDS_PER_QUERY_MAX = 1_000;

export async function listRecentAddresses(
  db: Kysely<Database>,
  tokenIds: readonly number[],
): Promise<readonly TokenAddresses[]> {
  const found = new Map<number, AddressUse[]>();
  for (let from = 0; from < tokenIds.length; from += IDS_PER_QUERY_MAX) {
    const rows = await db
      .selectFrom('token_address')
      .selectAll()
      .where('token_id', 'in', tokenIds.slice(from, from + IDS_PER_QUERY_MAX))
      .orderBy('last_used_at', 'desc')
      .orderBy('ip', 'desc')
      .execute();
    for (const { token_id, ip, last_used_at } of rows)
      found.set(token_id, [...(found.get(token_id) ?? []), { ip, at: last_used_at }]);
  }
  return [...found].map(([tokenId, addresses]) => ({ tokenId, addresses }));
}
