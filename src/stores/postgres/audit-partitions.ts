import { type Kysely, sql } from 'kysely';
import type { Database } from '../sql/schema.ts';

const MONTHS_AHEAD = 3;

/**
 * Makes the audit's partitions of this month and the next ones, where they are missing. Whatever keeps it from that
 * does no harm: events of a month without a partition go to the one for all others.
 */
export async function addAuditPartitions(db: Kysely<Database>, now: Date): Promise<void> {
  for (let ahead = 0; ahead <= MONTHS_AHEAD; ahead += 1) {
    await addAuditPartition(db, startOfMonth(now, ahead));
  }
}

function startOfMonth(now: Date, ahead: number): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1));
}

/** Makes the partition of the month that begins at a moment, where it is missing. */
export async function addAuditPartition(db: Kysely<Database>, from: Date): Promise<void> {
  const to = startOfMonth(from, 1);
  const name = `audit_event_${from.toISOString().slice(0, 7).replace('-', '_')}`;
  const { rows } = await sql`select 1 where to_regclass(${name}) is not null`.execute(db);
  if (rows.length > 0) return;
  // Attached when it is made: creating a partition in one step would keep everybody from the whole table.
  await sql
    .raw(
      `do $$ begin
        set local lock_timeout = '2s';
        create table ${name} (like audit_event including defaults including constraints);
        alter table audit_event attach partition ${name}
          for values from (${from.getTime()}) to (${to.getTime()});
      exception when duplicate_table or unique_violation then null;
      end $$`,
    )
    .execute(db);
}
