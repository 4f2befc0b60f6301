import { type Kysely, sql } from 'kysely';
import type { Database } from '../schema.ts';
import { storeUnavailable } from '../store-unavailable.ts';
import type { TransferredRow } from './read-rows.ts';
import { type TransferredTable, transferredTables } from './transferred-tables.ts';

/** Tables in which nothing may be where an import begins; the others have rows from their making. */
const mustBeEmpty = ['account', 'resource', 'token', 'audit_event'] as const;

/** Clears what the making of a store has written; throws when it has been used. */
export async function emptyFreshTables(db: Kysely<Database>): Promise<void> {
  for (const name of mustBeEmpty) {
    const row = await db.selectFrom(name).select('id').limit(1).executeTakeFirst();
    if (row !== undefined)
      throw storeUnavailable('there are records already: an import needs an empty store');
  }
  const rest = transferredTables.filter(({ name }) => !mustBeEmpty.some((empty) => empty === name));
  for (const { name } of rest) await sql`delete from ${sql.table(name)}`.execute(db);
}

/** Writes rows as they were read elsewhere. */
export async function writeRows(
  db: Kysely<Database>,
  { name, blobs }: TransferredTable,
  rows: readonly TransferredRow[],
): Promise<void> {
  const values = rows.map((row) => {
    const bytes = blobs.map((column) => [column, fromBase64(row[column])]);
    return { ...row, ...Object.fromEntries(bytes) };
  });
  await db
    .insertInto(name)
    .values(values as never)
    .execute();
}

/** How many rows a table has. */
export async function countRows(db: Kysely<Database>, { name }: TransferredTable): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(db);
  return Number(rows[0]?.count ?? 0);
}

function fromBase64(value: unknown): Buffer | null {
  return typeof value === 'string' ? Buffer.from(value, 'base64') : null;
}
