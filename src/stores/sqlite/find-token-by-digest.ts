import type { FoundToken } from '../../core/store.ts';
import type { TokenDigest } from '../../core/token/token-digest.ts';
import { findTokenSql } from '../sql/reads/find-token-sql.ts';
import { type DetailsRow, toTokenDetails } from '../sql/reads/token-details.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

/** The one look-up for every kind, without the query builder: it is asked for every request with an unknown token. */
export function findTokenByDigest(
  connection: SqliteConnection,
  digests: readonly TokenDigest[],
): Omit<FoundToken, 'asOf'> {
  if (digests.length === 0) return { details: null };
  const row = connection.get(digests.length === 1 ? forOne : forMany(digests.length), digests);
  if (row === undefined) return { details: null };
  const { digest } = row as { readonly digest: Uint8Array };
  return {
    details: toTokenDetails(row as unknown as DetailsRow),
    digest: Buffer.from(digest.buffer, digest.byteOffset, digest.byteLength),
  };
}

const forOne = findTokenSql(['?']);

function forMany(count: number): string {
  return findTokenSql(Array.from({ length: count }, () => '?'));
}
