import type { Account, AccountRole, AccountType } from '../../../core/directory/account.ts';
import { type JoinedRow, toJoinedAccount } from './account-row.ts';

/** Columns of the account that made a token: the table `account` joined a second time. */
export const creatorSelection = [
  'creator.id as creator_id',
  'creator.type as creator_type',
  'creator.username as creator_username',
  'creator.name as creator_name',
  'creator.email as creator_email',
  'creator.role as creator_role',
  'creator.blocked_at as creator_blocked_at',
  'creator.attributes as creator_attributes',
  'creator.created_at as creator_created_at',
  'creator.updated_at as creator_updated_at',
] as const;

interface CreatorRow {
  readonly creator_id: number;
  readonly creator_type: AccountType;
  readonly creator_username: string;
  readonly creator_name: string;
  readonly creator_email: string | null;
  readonly creator_role: AccountRole;
  readonly creator_blocked_at: number | null;
  readonly creator_attributes: string;
  readonly creator_created_at: number;
  readonly creator_updated_at: number;
}

export function toJoinedCreator(row: JoinedRow<CreatorRow>): Account | null {
  return toJoinedAccount({
    account_id: row.creator_id,
    account_type: row.creator_type,
    account_username: row.creator_username,
    account_name: row.creator_name,
    account_email: row.creator_email,
    account_role: row.creator_role,
    account_blocked_at: row.creator_blocked_at,
    account_attributes: row.creator_attributes,
    account_created_at: row.creator_created_at,
    account_updated_at: row.creator_updated_at,
  });
}
