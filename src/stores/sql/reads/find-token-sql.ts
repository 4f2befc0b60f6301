import { detailsSelection } from './token-details.ts';

/** Which of the digests asked for is the token's. */
const withDigest = [...detailsSelection, 'token.digest as digest'];

/** The hot look-up, written out: `placeholders` stand for one digest each, in the engine's spelling. */
export function findTokenSql(placeholders: readonly string[]): string {
  return `${selectFrom(withDigest)}
    where token.digest in (${placeholders.join(', ')}) limit 1`;
}

/**
 * The same for many at once: the one parameter is an array of digests, and each row tells its own. There is always a
 * row, which tells the last change that this very statement shows.
 */
export const findTokensSql = `select found.*, change_clock.last_number as as_of from change_clock left join (
    ${selectFrom(withDigest)}
    where token.digest = any($1::bytea[])) as found on true`;

function selectFrom(columns: readonly string[]): string {
  return `select ${columns.join(', ')} from token
    left join account on account.id = token.account_id
    left join resource on resource.id = token.resource_id
    left join account as creator on creator.id = token.created_by_id
    left join token_use on token_use.token_id = token.id`;
}
