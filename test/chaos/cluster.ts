import { setTimeout as sleep } from 'node:timers/promises';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';

/** A primary and the synchronous standby that can take its place. */
export interface Cluster {
  /** The server that takes writes at this moment. */
  readonly current: PostgresServer;
  readonly hasStandby: boolean;
  readonly databaseUrl: string;
  /** The standby becomes the primary; the old one runs on. Answers the old one. */
  promote(): Promise<PostgresServer>;
  close(): Promise<void>;
}

export async function openCluster(): Promise<Cluster> {
  const primary = await startPostgres(['max_connections = 100']);
  const databaseUrl = await primary.createDatabase();
  const standby = await startPostgres(
    ['max_connections = 100', 'hot_standby = on', "wal_retrieve_retry_interval = '100ms'"],
    primary,
  );
  await streaming(primary);
  await primary.query("alter system set synchronous_standby_names = 'standby'");
  await primary.query('select pg_reload_conf()');
  let current = primary;
  return {
    get current() {
      return current;
    },
    get hasStandby() {
      return current === primary;
    },
    databaseUrl,
    async promote() {
      await standby.query('select pg_promote()');
      current = standby;
      return primary;
    },
    async close() {
      await Promise.all([primary.close(), standby.close()]);
    },
  };
}

async function streaming(primary: PostgresServer): Promise<void> {
  for (let round = 0; round < 300; round += 1) {
    const rows = await primary.query("select 1 from pg_stat_replication where state = 'streaming'");
    if (rows.length > 0) return;
    await sleep(100);
  }
  throw new Error('the standby does not follow');
}
