import type { Migration } from './migration.ts';

/** Where each journal of uses is, when it was last heard of, and whether more may come: what tells an orphan. */
export const journalOwners: Migration = {
  name: '0005-journal-owners',
  statements: ({ integer, text }) => [
    `alter table use_journal add column owner ${text} not null default ''`,
    `alter table use_journal add column told_at ${integer} not null default 0`,
    `alter table use_journal add column closed_at ${integer}`,
    // Whose they are nobody knows; where a file of one is left, the next start takes it over all the same.
    'update use_journal set closed_at = 0',
    'create index use_journal_open on use_journal (told_at) where closed_at is null',
  ],
};
