import { type Kysely, sql } from 'kysely';
import type { Database } from '../schema.ts';
import type { TransferredTable } from './transferred-tables.ts';

/** A row as it is written into an export: bytes in base64. */
export type TransferredRow = Readonly<Record<string, string | number | null>>;

const PAGE_SIZE = 1_000;

/** The rows of a table in the order of their keys, page by page. */
export async function* readRows(
  db: Kysely<Database>,
  { name, key, blobs }: TransferredTable,
): AsyncGenerator<readonly TransferredRow[], void, void> {
  const columns = sql.join(key.map((column) => sql.ref(column)));
  let behind = sql``;
  while (true) {
    const page = sql<Record<string, unknown>>`select * from ${sql.table(name)} ${behind}
      order by ${columns} limit ${sql.lit(PAGE_SIZE)}`;
    const { rows } = await page.execute(db);
    yield rows.map((row) => withBase64(row, blobs));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE_SIZE) return;
    behind = sql`where (${columns}) > (${sql.join(key.map((column) => last[column]))})`;
  }
}

function withBase64(row: Record<string, unknown>, blobs: readonly string[]): TransferredRow {
  const bytes = blobs.map((column) => [column, toBase64(row[column])]);
  return { ...row, ...Object.fromEntries(bytes) } as TransferredRow;
}

function toBase64(value: unknown): string | null {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : null;
}
