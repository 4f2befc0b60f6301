import type { Migration } from './migration.ts';

/** A deleted resource stays for its tokens to tell what they belonged to. */
export const deletedResources: Migration = {
  name: '0008-deleted-resources',
  statements: ({ integer }) => [`alter table resource add column deleted_at ${integer}`],
};
