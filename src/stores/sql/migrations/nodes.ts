import type { Migration } from './migration.ts';

/**
 * The number of the last change that took power away or gave it; with several processes also the log that they follow,
 * and the processes themselves.
 */
export const nodes: Migration = {
  name: '0006-nodes',
  statements: ({ integer, tableEnd, changeLog }) => [
    `create table change_clock (
      id ${integer} not null primary key,
      last_number ${integer} not null
    ) ${tableEnd}`,
    'insert into change_clock (id, last_number) values (1, 0)',
    ...changeLog,
  ],
};
