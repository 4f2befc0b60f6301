import type { Migration } from './migration.ts';

/** Under which of the installation's keys each record stands. */
export const keyNumbers: Migration = {
  name: '0010-key-numbers',
  statements: ({ integer }) => [`alter table token add column key_number ${integer} not null default 1`],
};
