import type { TokenDetails } from '../../core/token/token.ts';
import type { TokenDigest } from '../../core/token/token-digest.ts';
import { findTokenSql } from '../sql/reads/find-token-sql.ts';
import { type DetailsRow, toTokenDetails } from '../sql/reads/token-details.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

/** The one look-up for every kind, without the query builder: it is asked for every request with an unknown token. */
export function findTokenByDigest(
  connection: SqliteConnection,
  digests: readonly TokenDigest[],
): TokenDetails | null {
  if (digests.length === 0) return null;
  const row = connection.get(digests.length === 1 ? forOne : forMany(digests.length), digests);
  return row === undefined ? null : toTokenDetails(row as unknown as DetailsRow);
}

const forOne = findTokenSql(['?']);

function forMany(count: number): string {
  return findTokenSql(Array.from({ length: count }, () => '?'));
}
