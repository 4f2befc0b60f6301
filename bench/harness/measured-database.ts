import { type PostgresServer, startPostgres } from '../../test/support/postgres-server.ts';
import { pin } from './cores.ts';
import { processorMilliseconds } from './process-figures.ts';

/** A PostgreSQL whose processor time is told apart from its clients'. */
export interface MeasuredDatabase extends PostgresServer {
  /** User and system time of all its processes, in milliseconds. */
  processorMilliseconds(): number;
}

/** It keeps what it confirms, and has room. */
export const databaseSettings: readonly string[] = [
  'fsync = on',
  'full_page_writes = on',
  'synchronous_commit = on',
  'shared_buffers = 2GB',
  'max_wal_size = 8GB',
  'checkpoint_timeout = 15min',
  'max_connections = 200',
];

/** Starts a PostgreSQL on the database's cores. */
export async function startMeasuredDatabase(): Promise<MeasuredDatabase> {
  const server = await startPostgres(databaseSettings);
  const [row] = await server.query(
    "select split_part(pg_read_file('postmaster.pid'), chr(10), 1)::int as pid",
  );
  const pid = Number(row?.pid);
  pin('database', pid);
  return { ...server, processorMilliseconds: () => processorMilliseconds(pid) };
}
