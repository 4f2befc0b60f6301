import type { ColumnTypes } from '../sql/migrations/migration.ts';

export const sqliteTypes: ColumnTypes = {
  id: 'integer primary key autoincrement',
  integer: 'integer',
  text: 'text',
  json: 'text',
  blob: 'blob',
  tableEnd: 'strict',
};
