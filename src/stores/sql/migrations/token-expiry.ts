import type { Migration } from './migration.ts';

/** Tokens in the order in which they expire, those that never do behind all others: as lists are sorted by it. */
export const tokenExpiry: Migration = {
  name: '0009-token-expiry',
  statements: ({ thenById }) => [
    `create index token_expires_at on token ((coalesce(expires_at, ${Number.MAX_SAFE_INTEGER}))${thenById})`,
  ],
};
