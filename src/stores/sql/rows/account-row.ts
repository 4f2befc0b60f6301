import type { Insertable } from 'kysely';
import type { Account, AccountRole, AccountType, NewAccount } from '../../../core/directory/account.ts';
import type { AccountTable } from '../schema.ts';
import { fromAttributesText } from '../stored-json.ts';

/** Columns of an account under names that no other table of a join has. */
export const accountSelection = [
  'account.id as account_id',
  'account.type as account_type',
  'account.username as account_username',
  'account.name as account_name',
  'account.email as account_email',
  'account.role as account_role',
  'account.blocked_at as account_blocked_at',
  'account.attributes as account_attributes',
  'account.created_at as account_created_at',
  'account.updated_at as account_updated_at',
] as const;

export interface AccountRow {
  readonly account_id: number;
  readonly account_type: AccountType;
  readonly account_username: string;
  readonly account_name: string;
  readonly account_email: string | null;
  readonly account_role: AccountRole;
  readonly account_blocked_at: number | null;
  readonly account_attributes: string;
  readonly account_created_at: number;
  readonly account_updated_at: number;
}

/** A row of an outer join: every column is null when there is none. */
export type JoinedRow<Row> = { readonly [Column in keyof Row]: Row[Column] | null };

export function toAccount(row: AccountRow): Account {
  return {
    id: row.account_id,
    type: row.account_type,
    username: row.account_username,
    name: row.account_name,
    email: row.account_email,
    role: row.account_role,
    blockedAt: row.account_blocked_at,
    attributes: fromAttributesText(row.account_attributes),
    createdAt: row.account_created_at,
    updatedAt: row.account_updated_at,
  };
}

export function toJoinedAccount(row: JoinedRow<AccountRow>): Account | null {
  return row.account_id === null ? null : toAccount(row as AccountRow);
}

export function fromNewAccount(id: number, account: NewAccount): Insertable<AccountTable> {
  return {
    id,
    type: account.type,
    username: account.username,
    username_key: usernameKey(account.username),
    name: account.name,
    email: account.email,
    role: account.role,
    blocked_at: account.blockedAt,
    attributes: JSON.stringify(account.attributes),
    created_at: account.createdAt,
    updated_at: account.updatedAt,
  };
}

/** What must be unique of a username. */
export function usernameKey(username: string): string {
  return username.toLowerCase();
}
