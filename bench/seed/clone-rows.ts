import { Client } from 'pg';

const BATCH = 5_000;

/** Fills a table of a peer with copies of the row that the peer made itself, each with some members of its own. */
export async function cloneRows(
  url: string,
  { table, where = 'true' }: { readonly table: string; readonly where?: string },
  differences: Iterable<Readonly<Record<string, unknown>>>,
): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`create temporary table pattern as select * from ${table} where ${where} limit 1`);
  const copy = `insert into ${table}
    select (jsonb_populate_record(null::${table}, to_jsonb(pattern) || one.difference)).*
    from pattern, unnest($1::jsonb[]) as one(difference)`;
  let batch: unknown[] = [];
  const flush = async () => {
    const { rowCount } = await client.query(copy, [batch.map((one) => JSON.stringify(one))]);
    if (rowCount !== batch.length) throw new Error(`${table} has no row to copy`);
    batch = [];
  };
  for (const difference of differences) {
    batch.push(difference);
    if (batch.length === BATCH) await flush();
  }
  if (batch.length > 0) await flush();
  await client.query(`vacuum (analyze) ${table}`);
  await client.query('checkpoint');
  await client.end();
}
