import { recordSelection } from '../rows/token-row.ts';

/** The hot look-up, written out: `placeholders` stand for one digest each, in the engine's spelling. */
export function findTokenSql(placeholders: readonly string[]): string {
  return `select ${recordSelection.join(', ')} from token
    left join account on account.id = token.account_id
    left join resource on resource.id = token.resource_id
    where token.digest in (${placeholders.join(', ')}) limit 1`;
}
