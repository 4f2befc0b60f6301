import { DatabaseSync } from 'node:sqlite';
import { accountColumns, accountValues, type BulkTarget } from './bulk-target.ts';
import { tokenColumns } from './token-rows.ts';

/** Fills a SQLite database; indexes are made at the end, which is several times faster. */
export function fillSqlite(path: string): BulkTarget {
  const database = new DatabaseSync(path);
  const indexes = database
    .prepare(
      "select name, sql from sqlite_schema where type = 'index' and tbl_name = 'token' and sql is not null",
    )
    .all() as { name: string; sql: string }[];
  database.exec('pragma synchronous = off; pragma cache_size = -1000000');
  for (const { name } of indexes) database.exec(`drop index ${name}`);
  database.exec('begin');
  const account = database.prepare(
    `insert into account (${accountColumns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const places = tokenColumns.map(() => '?').join(', ');
  const token = database.prepare(`insert into token (${tokenColumns.join(', ')}) values (${places})`);
  return {
    async addAccounts(ids) {
      for (const id of ids) account.run(...accountValues(id));
    },
    async addTokens(rows) {
      for (const { values } of rows) token.run(...values);
    },
    async finish() {
      database.exec('update account_sequence set last_account_id = (select max(id) from account)');
      for (const { sql } of indexes) database.exec(sql);
      database.exec('commit; pragma wal_checkpoint(truncate)');
      database.close();
    },
  };
}
