import type { Store } from '../core/store.ts';
import { openMemoryStore } from './sqlite/open-memory-store.ts';
import { listPendingSqliteMigrations, openSqliteStore } from './sqlite/open-sqlite-store.ts';

export interface OpenStoreOptions {
  /** `sqlite:<path>` or `sqlite::memory:`. */
  readonly databaseUrl: string;
  /** Bring the schema up to date first (the default); false refuses a database that is not. */
  readonly migrate?: boolean;
}

/** A database URL that no engine answers to. */
export class DatabaseUrlError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DatabaseUrlError';
  }
}

/** Opens the store that a database URL names: the only list of engines. */
export async function openStore({ databaseUrl, migrate = true }: OpenStoreOptions): Promise<Store> {
  const path = sqlitePath(databaseUrl);
  return path === ':memory:' ? openMemoryStore() : openSqliteStore({ path, migrate });
}

/** The migrations that a database lacks, for `jeton migrate --check`; writes nothing. */
export async function listPendingMigrations(databaseUrl: string): Promise<readonly string[]> {
  const path = sqlitePath(databaseUrl);
  return path === ':memory:' ? [] : listPendingSqliteMigrations(path);
}

/** The messages leave the URL out: it may hold a password. */
function sqlitePath(databaseUrl: string): string {
  const colon = databaseUrl.indexOf(':');
  const scheme = databaseUrl.slice(0, Math.max(colon, 0));
  const rest = databaseUrl.slice(colon + 1);
  if (scheme === 'postgres' || scheme === 'postgresql') {
    throw new DatabaseUrlError('PostgreSQL is not supported by this version');
  }
  if (scheme !== 'sqlite' || rest === '') {
    throw new DatabaseUrlError('the database URL must be sqlite:<path>, for example sqlite:./data/jeton.db');
  }
  return rest;
}
