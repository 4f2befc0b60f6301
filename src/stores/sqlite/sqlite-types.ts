import type { ColumnTypes } from '../sql/migrations/migration.ts';

export const sqliteTypes: ColumnTypes = {
  id: 'integer primary key autoincrement',
  integer: 'integer',
  text: 'text',
  json: 'text',
  blob: 'blob',
  tableEnd: 'strict',
  auditTable: { before: [], id: 'integer primary key autoincrement', end: ') strict', after: [] },
  thenById: '',
  migrationTable: "select 1 from sqlite_schema where type = 'table' and name = 'migration'",
};
