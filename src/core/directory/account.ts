import type { Attributes } from '../attributes.ts';

/** The sorts of account. */
export const accountTypes = ['user', 'service_account', 'bot'] as const;
export type AccountType = (typeof accountTypes)[number];

/** What an account may do, in every dialect. */
export const accountRoles = ['admin', 'editor', 'viewer'] as const;
export type AccountRole = (typeof accountRoles)[number];

/** Somebody or something that acts through tokens; a blocked account's tokens are dead. Times are Unix milliseconds. */
export interface Account {
  readonly id: number;
  readonly type: AccountType;
  /** Unique among accounts, without regard to case. */
  readonly username: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: AccountRole;
  readonly blockedAt: number | null;
  readonly attributes: Attributes;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** An account that the store has not numbered yet. */
export type NewAccount = Omit<Account, 'id'>;
