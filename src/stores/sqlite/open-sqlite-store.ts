import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Store } from '../../core/store.ts';
import { createStoreChanges } from '../sql/changes/all-changes.ts';
import { allMigrations } from '../sql/migrations/all-migrations.ts';
import { migrate, pendingMigrations } from '../sql/migrations/migrate.ts';
import { createSqlReads } from '../sql/reads/sql-reads.ts';
import { storeUnavailable } from '../sql/store-unavailable.ts';
import { findTokenByDigest } from './find-token-by-digest.ts';
import { followLastChange } from './last-change.ts';
import { createPrivateDirectory, createPrivateFile } from './private-file.ts';
import { inTransaction } from './run-group.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { sqliteTypes } from './sqlite-types.ts';
import type { SharedChanges } from './workers/shared-changes.ts';
import { openWriteThread } from './write-thread.ts';

export interface SqliteStoreOptions {
  /** The database file, made where it is missing. */
  readonly path: string;
  /** Bring the schema up to date first; false refuses a database that is not. */
  readonly migrate: boolean;
  /** Other processes read the file and have their changes made here; absent: this one is alone. */
  readonly shared?: SharedChanges;
}

/** A store in one file: reads on this thread, changes on another that commits them in groups. */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  await prepareSchema(options);
  const { path, shared } = options;
  const writing = await openWriteThread(path);
  const connection = new SqliteConnection({ path, readOnly: true });
  const reads = createSqlReads(connection.createKysely());
  const last = followLastChange(await reads.readLastChange(), writing.perform);
  shared?.open(last.perform, last.number);
  return {
    ...reads,
    follow: shared === undefined ? null : async (cache) => shared.follow(cache),
    mayLoseCommits: false,
    findTokenByDigest: async (digests) => ({
      ...findTokenByDigest(connection, digests),
      asOf: last.number,
    }),
    change: createStoreChanges(shared?.perform ?? last.perform),
    async ping() {
      writing.check();
      connection.run('select 1');
    },
    async close() {
      // The reading connection first: the last one to close folds the log into the file, and it must be able to write.
      connection.close();
      await writing.close();
    },
  };
}

/** The migrations that a database file lacks; all of them when there is no file. */
export async function listPendingSqliteMigrations(path: string): Promise<readonly string[]> {
  if (!existsSync(path)) return allMigrations.map(({ name }) => name);
  const connection = new SqliteConnection({ path, readOnly: true });
  try {
    return await pendingMigrations(connection.createKysely(), sqliteTypes);
  } finally {
    connection.close();
  }
}

async function prepareSchema(options: SqliteStoreOptions): Promise<void> {
  if (options.migrate) return migrateFile(options.path);
  const pending = await listPendingSqliteMigrations(options.path);
  if (pending.length === 0) return;
  throw storeUnavailable(`the database lacks ${pending.join(', ')}: run jeton migrate`);
}

async function migrateFile(path: string): Promise<void> {
  makeFile(path);
  const connection = new SqliteConnection({ path, readOnly: false });
  try {
    const db = connection.createKysely();
    await inTransaction(connection, () => migrate(db, sqliteTypes));
  } finally {
    connection.close();
  }
}

function makeFile(path: string): void {
  try {
    createPrivateDirectory(dirname(path));
    createPrivateFile(path);
  } catch (error) {
    throw storeUnavailable(`the database file ${path} cannot be made: ${(error as Error).message}`, error);
  }
}
