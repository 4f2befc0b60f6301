import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import type { Store } from '../../core/store.ts';
import { createStoreChanges } from '../sql/changes/all-changes.ts';
import { migrate, pendingMigrations } from '../sql/migrations/migrate.ts';
import { createSqlReads } from '../sql/reads/sql-reads.ts';
import type { Database } from '../sql/schema.ts';
import { storeUnavailable } from '../sql/store-unavailable.ts';
import { addAuditPartitions } from './audit-partitions.ts';
import { migrationSettings, prepareSession } from './connection-settings.ts';
import { createTokenFinder } from './find-token-by-digest.ts';
import { trimChangeLog } from './nodes/change-log.ts';
import { createNode, type NodeOptions } from './nodes/create-node.ts';
import { NodeLink } from './nodes/node-link.ts';
import { createPerformChange } from './perform-change.ts';
import { toStoreError } from './postgres-error.ts';
import { PostgresPool } from './postgres-pool.ts';
import { postgresTypes } from './postgres-types.ts';
import { readsAskedAgain } from './reads-asked-again.ts';

export interface PostgresStoreOptions {
  readonly url: string;
  /** Connections opened at most, at least two. */
  readonly poolMax: number;
  /** Bring the schema up to date first; false refuses a database that is not. */
  readonly migrate: boolean;
  /** How this node keeps in step with the others. */
  readonly node: NodeOptions;
}

const KEEPING_INTERVAL_MS = 10 * 60_000;
/** Any number, as long as it is this one everywhere. */
const MIGRATION_LOCK = 7_171_000;

/** A store in a PostgreSQL database that other processes use as well. */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  const { url, poolMax, node } = options;
  await prepareSchema(options);
  const lookUps = poolMax < 3 ? 0 : 1;
  const link = new NodeLink({ url, leaseMs: node.leaseMs, lookUps });
  await link.open();
  const pool = new PostgresPool(url, poolMax - 1 - lookUps, () => link.renewConnections());
  const db = pool.createKysely();
  const nodes = createNode({ db, link, ...node });
  const stopKeeping = await keepTablesSmall(db);
  return {
    ...readsAskedAgain({
      ...createSqlReads(db),
      async ping() {
        await sql`select 1`.execute(db);
      },
    }),
    follow: nodes.follow,
    mayLoseCommits: true,
    findTokenByDigest: createTokenFinder(() => link.lookUpClients()),
    change: createStoreChanges(createPerformChange(db, nodes.announcer)),
    async close() {
      stopKeeping();
      await Promise.all([pool.close(), link.close()]);
    },
  };
}

/** The migrations that a database lacks; writes nothing. */
export function listPendingPostgresMigrations(url: string): Promise<readonly string[]> {
  return withMigrationConnection(url, (db) => pendingMigrations(db, postgresTypes));
}

async function prepareSchema({ url, ...options }: PostgresStoreOptions): Promise<void> {
  await withMigrationConnection(url, async (db) => {
    const pending = await pendingMigrations(db, postgresTypes);
    if (pending.length === 0) return;
    if (!options.migrate)
      throw storeUnavailable(`the database lacks ${pending.join(', ')}: run jeton migrate`);
    await db.transaction().execute(async (transaction) => {
      // Of nodes that start at once one migrates; the others wait here and find nothing to do.
      await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(transaction);
      await migrate(transaction, postgresTypes);
    });
  });
}

/** Connects for work on the whole database, which may take as long as it is large. */
export async function withMigrationConnection<Result>(
  url: string,
  work: (db: Kysely<Database>) => Promise<Result>,
): Promise<Result> {
  const pool = new Pool({ ...migrationSettings(url), max: 1, onConnect: prepareSession });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  try {
    return await work(db);
  } catch (error) {
    throw toStoreError(error);
  } finally {
    await db.destroy();
  }
}

/** Partitions before the first event needs one, and no rows that nobody needs; answers how to stop. */
async function keepTablesSmall(db: Kysely<Database>): Promise<() => void> {
  const keep = async () => {
    await addAuditPartitions(db, new Date());
    await trimChangeLog(db);
  };
  const keepQuietly = () => keep().catch(() => undefined);
  await keepQuietly();
  const timer = setInterval(() => void keepQuietly(), KEEPING_INTERVAL_MS);
  timer.unref();
  return () => clearInterval(timer);
}
