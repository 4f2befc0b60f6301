import { type Kysely, sql } from 'kysely';
import { AuthorityError } from '../../../core/authority-error.ts';
import type { Database } from '../schema.ts';
import { allMigrations } from './all-migrations.ts';
import type { ColumnTypes } from './migration.ts';

/**
 * Brings the schema up to date; answers what it applied.
 * Runs inside an exclusive transaction that the engine opened, so that of two processes one waits and finds nothing to do.
 */
export async function migrate(db: Kysely<Database>, types: ColumnTypes): Promise<readonly string[]> {
  await sql
    .raw(`create table if not exists migration (name ${types.text} not null primary key) ${types.tableEnd}`)
    .execute(db);
  const pending = await pendingMigrations(db, types);
  for (const migration of allMigrations.filter(({ name }) => pending.includes(name))) {
    for (const statement of migration.statements(types)) await sql.raw(statement).execute(db);
    await db.insertInto('migration').values({ name: migration.name }).execute();
  }
  return pending;
}

/** The migrations that the database lacks, in order; writes nothing. Rejects when the database is newer than the program. */
export async function pendingMigrations(
  db: Kysely<Database>,
  types: ColumnTypes,
): Promise<readonly string[]> {
  const applied = await appliedMigrations(db, types);
  const unknown = [...applied].filter((name) => !allMigrations.some((migration) => migration.name === name));
  if (unknown.length > 0) throw newerSchema(unknown);
  return allMigrations.map(({ name }) => name).filter((name) => !applied.has(name));
}

async function appliedMigrations(
  db: Kysely<Database>,
  { migrationTable }: ColumnTypes,
): Promise<ReadonlySet<string>> {
  const found = await sql.raw(migrationTable).execute(db);
  if (found.rows.length === 0) return new Set();
  const rows = await db.selectFrom('migration').select('name').execute();
  return new Set(rows.map(({ name }) => name));
}

function newerSchema(unknown: readonly string[]): AuthorityError {
  return new AuthorityError(
    'store_unavailable',
    `the database was made by a newer version of Jeton (it has ${unknown.join(', ')}): update the program`,
  );
}
