import type { Migration } from './migration.ts';

/** How far each journal of uses has been taken over; a row stays for ever, so that a file found later counts once. */
export const useJournals: Migration = {
  name: '0004-use-journals',
  statements: ({ integer, text, tableEnd }) => [
    `create table use_journal (
      id ${text} not null primary key,
      folded ${integer} not null
    ) ${tableEnd}`,
  ],
};
