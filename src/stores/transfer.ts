import { listPendingMigrations, openStore, parseDatabaseUrl } from './open-store.ts';
import { allMigrations } from './sql/migrations/all-migrations.ts';
import { storeUnavailable } from './sql/store-unavailable.ts';
import type { EmptyStore, Snapshot } from './sql/transfer/transfer.ts';

// Each engine is loaded by those who use it.
const engines = {
  postgres: () => import('./postgres/transfer.ts'),
  sqlite: () => import('./sqlite/transfer.ts'),
};

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
  return engine === 'postgres'
    ? (await engines.postgres()).readPostgresSnapshot(place, work)
    : (await engines.sqlite()).readSqliteSnapshot(place, work);
}

/** Fills an empty store, made where it is missing: whole, or not at all. */
export async function fillStore<Result>(
  databaseUrl: string,
  work: (store: EmptyStore) => Promise<Result>,
): Promise<Result> {
  await (await openStore({ databaseUrl })).close();
  const { engine, place } = parseDatabaseUrl(databaseUrl);
  return engine === 'postgres'
    ? (await engines.postgres()).fillPostgres(place, work)
    : (await engines.sqlite()).fillSqlite(place, work);
}
