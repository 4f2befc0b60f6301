import { detailsSelection } from './token-details.ts';

/** The hot look-up, written out: `placeholders` stand for one digest each, in the engine's spelling. */
export function findTokenSql(placeholders: readonly string[]): string {
  return `select ${detailsSelection.join(', ')} from token
    left join account on account.id = token.account_id
    left join resource on resource.id = token.resource_id
    left join account as creator on creator.id = token.created_by_id
    left join token_use on token_use.token_id = token.id
    where token.digest in (${placeholders.join(', ')}) limit 1`;
}
