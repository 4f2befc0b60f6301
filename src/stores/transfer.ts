import { listPendingMigrations, openStore, parseDatabaseUrl } from './open-store.ts';
import { fillPostgres, readPostgresSnapshot } from './postgres/transfer.ts';
import { allMigrations } from './sql/migrations/all-migrations.ts';
import { storeUnavailable } from './sql/store-unavailable.ts';
import type { EmptyStore, Snapshot } from './sql/transfer/transfer.ts';
import { fillSqlite, readSqliteSnapshot } from './sqlite/transfer.ts';

/** The schema that this program reads and writes. */
export const schemaNames: readonly string[] = allMigrations.map(({ name }) => name);

/** Reads a store as it is at this moment; refuses one whose schema is not this program's. */
export async function readSnapshot<Result>(
  databaseUrl: string,
  work: (snapshot: Snapshot) => Promise<Result>,
): Promise<Result> {
  const pending = await listPendingMigrations(databaseUrl);
  if (pending.length > 0)
    throw storeUnavailable(`the database lacks ${pending.join(', ')}: run jeton migrate`);
  const { engine, place } = parseDatabaseUrl(databaseUrl);
  return engine === 'postgres' ? readPostgresSnapshot(place, work) : readSqliteSnapshot(place, work);
}

/** Fills an empty store, made where it is missing: whole, or not at all. */
export async function fillStore<Result>(
  databaseUrl: string,
  work: (store: EmptyStore) => Promise<Result>,
): Promise<Result> {
  await (await openStore({ databaseUrl })).close();
  const { engine, place } = parseDatabaseUrl(databaseUrl);
  return engine === 'postgres' ? fillPostgres(place, work) : fillSqlite(place, work);
}
