import type { TokenRow } from './token-rows.ts';

/** A database that is filled past the authority: a million rows in a minute. */
export interface BulkTarget {
  /** Adds accounts with these ids. */
  addAccounts(ids: readonly number[]): Promise<void>;
  addTokens(rows: readonly TokenRow[]): Promise<void>;
  /** Makes it fit for a server: indexes, sequences, statistics. */
  finish(): Promise<void>;
}

/** The columns of an account in the order of `accountValues`. */
export const accountColumns =
  'id, type, username, username_key, name, role, attributes, created_at, updated_at';

export function accountValues(id: number): readonly (string | number)[] {
  const username = `bench-${id}`;
  const now = Date.now();
  return [id, 'service_account', username, username, username, 'editor', '{}', now, now];
}
