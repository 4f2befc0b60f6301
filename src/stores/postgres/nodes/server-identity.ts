import type { ClientBase } from 'pg';

/**
 * Tells one life of a server from another: a restart, a promotion and another machine each give another text. Two
 * connections with the same one speak to the same server.
 */
export async function readServerIdentity(client: ClientBase): Promise<string> {
  const { rows } = await client.query<{ identity: string }>(`select ${serverIdentitySql} as identity`);
  const [row] = rows;
  if (row === undefined) throw new TypeError('a select without a from answers one row');
  return row.identity;
}

/** That text, for a statement that asks for more. */
export const serverIdentitySql = `concat_ws(' ',
  (select system_identifier from pg_control_system()),
  extract(epoch from pg_postmaster_start_time()),
  left(pg_walfile_name(pg_current_wal_lsn()), 8))`;
