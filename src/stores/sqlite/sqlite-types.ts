import type { ColumnTypes } from '../sql/migrations/migration.ts';

export const sqliteTypes: ColumnTypes = {
  id: 'integer primary key autoincrement',
  integer: 'integer',
  text: 'text',
  json: 'text',
  blob: 'blob',
  tableEnd: 'strict',
  auditTable: { before: [], id: 'integer primary key autoincrement', end: ') strict', after: [] },
  // One process changes the records, and hears of it from itself.
  changeLog: [],
  thenById: '',
  migrationTable: "select 1 from sqlite_schema where type = 'table' and name = 'migration'",
};
