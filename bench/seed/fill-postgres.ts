import { Client } from 'pg';
import { accountColumns, accountValues, type BulkTarget } from './bulk-target.ts';
import { tokenColumns, tokenColumnTypes } from './token-rows.ts';

/** Fills a PostgreSQL database in large statements; indexes are made at the end, which is several times faster. */
export async function fillPostgres(url: string): Promise<BulkTarget> {
  const client = new Client({ connectionString: url });
  await client.connect();
  // No foreign keys checked row by row.
  await client.query("set session_replication_role = replica; set maintenance_work_mem = '512MB'");
  const indexes = (
    await client.query<{ indexname: string; indexdef: string }>(
      "select indexname, indexdef from pg_indexes where tablename = 'token' and indexname <> 'token_pkey'",
    )
  ).rows;
  for (const { indexname } of indexes) await client.query(`drop index ${indexname}`);
  const tokenArrays = tokenColumnTypes.map((type, n) => `$${n + 1}::${type}[]`).join(', ');
  const accountTypes = 'bigint text text text text text json bigint bigint'.split(' ');
  const accountArrays = accountTypes.map((type, n) => `$${n + 1}::${type}[]`).join(', ');
  return {
    async addAccounts(ids) {
      const arrays = columnsOf(ids.map(accountValues), accountTypes.length);
      await client.query(
        `insert into account (${accountColumns}) select * from unnest(${accountArrays})`,
        arrays,
      );
    },
    async addTokens(rows) {
      const arrays = columnsOf(
        rows.map(({ values }) => values),
        tokenColumns.length,
      );
      await client.query(
        `insert into token (${tokenColumns.join(', ')}) select * from unnest(${tokenArrays})`,
        arrays,
      );
    },
    async finish() {
      await client.query('update account_sequence set last_account_id = (select max(id) from account)');
      await client.query("select setval(pg_get_serial_sequence('token', 'id'), (select max(id) from token))");
      for (const { indexdef } of indexes) await client.query(indexdef);
      await client.query('vacuum (analyze) token');
      await client.query('vacuum (analyze) account');
      await client.query('checkpoint');
      await client.end();
    },
  };
}

function columnsOf<V>(rows: readonly (readonly V[])[], width: number): V[][] {
  return Array.from({ length: width }, (_, column) => rows.map((row) => row[column] as V));
}
