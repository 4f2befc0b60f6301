import type { Store } from '../core/store.ts';
import { DatabaseUrlError } from './database-url-error.ts';
import type { NodeOptions } from './postgres/nodes/create-node.ts';
import type { Line } from './sqlite/workers/line.ts';
import type { SharedChanges } from './sqlite/workers/shared-changes.ts';

export interface OpenStoreOptions {
  /** `sqlite:<path>`, `sqlite::memory:` or `postgres://…`. */
  readonly databaseUrl: string;
  /** Bring the schema up to date first (the default); false refuses a database that is not. */
  readonly migrate?: boolean;
  /** Connections opened at most, where the engine connects to a server. */
  readonly poolMax?: number;
  /** How a process of several takes part among them, where the engine lets several write. */
  readonly node?: Partial<NodeOptions>;
  /** What serves workers that read an embedded store beside this process; absent: this one is alone. */
  readonly shared?: SharedChanges;
}

const usualNode: NodeOptions = { leaseMs: 1_000, name: '', onHistoryLost: () => undefined };

// Each engine is loaded by those who use it: neither the other's client nor its queries take up their memory.
const engines = {
  postgres: () => import('./postgres/open-postgres-store.ts'),
  sqlite: () => import('./sqlite/open-sqlite-store.ts'),
  sqliteWorker: () => import('./sqlite/workers/open-sqlite-worker-store.ts'),
  memory: () => import('./sqlite/open-memory-store.ts'),
};

/** Opens the store that a database URL names: the only list of engines. */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const { migrate = true, poolMax = 10, shared } = options;
  const { engine, place } = parseDatabaseUrl(options.databaseUrl);
  if (engine === 'postgres') {
    const { openPostgresStore } = await engines.postgres();
    return openPostgresStore({ url: place, poolMax, migrate, node: { ...usualNode, ...options.node } });
  }
  if (place === ':memory:') return (await engines.memory()).openMemoryStore();
  return (await engines.sqlite()).openSqliteStore({ path: place, migrate, ...(shared && { shared }) });
}

/** Opens, in a worker, the store that the process at the other end of a line has opened. */
export async function openWorkerStore({
  line,
  ...options
}: Pick<OpenStoreOptions, 'databaseUrl' | 'poolMax'> & {
  readonly node: Pick<NodeOptions, 'leaseMs' | 'name'> & Partial<NodeOptions>;
  readonly line: Line;
}): Promise<Store> {
  const { engine, place } = parseDatabaseUrl(options.databaseUrl);
  if (engine === 'postgres') return openStore({ ...options, migrate: false });
  return (await engines.sqliteWorker()).openSqliteWorkerStore({ path: place, line, ...options.node });
}

/** The migrations that a database lacks, for `jeton migrate --check`; writes nothing. */
export async function listPendingMigrations(databaseUrl: string): Promise<readonly string[]> {
  const { engine, place } = parseDatabaseUrl(databaseUrl);
  if (engine === 'postgres') return (await engines.postgres()).listPendingPostgresMigrations(place);
  return place === ':memory:' ? [] : (await engines.sqlite()).listPendingSqliteMigrations(place);
}

interface DatabasePlace {
  readonly engine: 'sqlite' | 'postgres';
  /** A path, or a whole URL. */
  readonly place: string;
}

/** Which engine a database URL names; the messages leave the URL out: it may hold a password. */
export function parseDatabaseUrl(databaseUrl: string): DatabasePlace {
  const [, scheme, rest] = /^([a-z]+):(.+)$/s.exec(databaseUrl) ?? [];
  if (scheme === 'sqlite' && rest !== undefined) return { engine: 'sqlite', place: rest };
  if (scheme !== 'postgres' && scheme !== 'postgresql')
    throw new DatabaseUrlError(
      'the database URL must be sqlite:<path> or postgres://…, for example sqlite:./data/jeton.db',
    );
  if (!URL.canParse(databaseUrl))
    throw new DatabaseUrlError(
      'the database URL is no URL of one server: postgres://user:password@host:5432/database, with %40 for @ in a password',
    );
  return { engine: 'postgres', place: databaseUrl };
}
