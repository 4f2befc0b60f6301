import type { Kysely } from 'kysely';
import { type TokenDetails, unused } from '../../../core/token/token.ts';
import { creatorSelection, toJoinedCreator } from '../rows/creator-row.ts';
import { recordSelection, toTokenRecord } from '../rows/token-row.ts';
import type { Database } from '../schema.ts';

const useSelection = [
  'token_use.count as use_count',
  'token_use.last_used_at as use_last_used_at',
  'token_use.last_used_ip as use_last_used_ip',
  'token_use.noted_at as use_noted_at',
] as const;

/** Columns of everything told about a token. */
export const detailsSelection = [...recordSelection, ...creatorSelection, ...useSelection] as const;

/** Tokens with everything told about them; narrow and order what it returns. */
export function selectDetails(db: Kysely<Database>) {
  return db
    .selectFrom('token')
    .leftJoin('account', 'account.id', 'token.account_id')
    .leftJoin('resource', 'resource.id', 'token.resource_id')
    .leftJoin('account as creator', 'creator.id', 'token.created_by_id')
    .leftJoin('token_use', 'token_use.token_id', 'token.id')
    .select(detailsSelection);
}

export type DetailsRow = Awaited<ReturnType<ReturnType<typeof selectDetails>['execute']>>[number];

export function toTokenDetails(row: DetailsRow): TokenDetails {
  return {
    ...toTokenRecord(row),
    createdBy: toJoinedCreator(row),
    use:
      row.use_count === null
        ? unused
        : {
            count: row.use_count,
            lastUsedAt: row.use_last_used_at,
            lastUsedIp: row.use_last_used_ip,
            notedAt: row.use_noted_at,
          },
  };
}
