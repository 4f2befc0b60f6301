import { type Kysely, sql } from 'kysely';
import type { UseSum } from '../../../core/store-changes.ts';
import { ADDRESSES_MAX } from '../../../core/use/latest-addresses.ts';
import { isAnyOf } from '../is-any-of.ts';
import type { Database } from '../schema.ts';

const ROWS_PER_STATEMENT = 200;

/** Keeps the most recent addresses of tokens; in token order, so that two folds cannot deadlock. */
export async function addAddresses(db: Kysely<Database>, sums: readonly UseSum[]): Promise<void> {
  const rows = sums
    .flatMap(({ tokenId, addresses }) => addresses.map(({ ip, at }) => ({ tokenId, ip, at })))
    .sort((a, b) => a.tokenId - b.tokenId || (a.ip < b.ip ? -1 : 1));
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    const some = rows.slice(from, from + ROWS_PER_STATEMENT);
    for (const { tokenId, ip, at } of some) await addAddress(db, tokenId, ip, at);
    await dropOldest(db, [...new Set(some.map(({ tokenId }) => tokenId))]);
  }
}

/** One by one, with one text: an address is news at most once a minute for a token in steady use. */
async function addAddress(db: Kysely<Database>, tokenId: number, ip: string, at: number): Promise<void> {
  await sql`insert into token_address (token_id, ip, last_used_at) values (${tokenId}, ${ip}, ${at})
    on conflict (token_id, ip) do update set last_used_at = excluded.last_used_at
    where excluded.last_used_at > token_address.last_used_at`.execute(db);
}

async function dropOldest(db: Kysely<Database>, tokenIds: readonly number[]): Promise<void> {
  await sql`delete from token_address where ${isAnyOf(sql.ref('token_address.token_id'), tokenIds)} and (
    select count(*) from token_address as newer where newer.token_id = token_address.token_id and (
      newer.last_used_at > token_address.last_used_at
      or (newer.last_used_at = token_address.last_used_at and newer.ip > token_address.ip)
    )) >= ${ADDRESSES_MAX}`.execute(db);
}
