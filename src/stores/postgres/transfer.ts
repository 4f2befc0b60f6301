import { type Kysely, sql } from 'kysely';
import type { Database } from '../sql/schema.ts';
import type { EmptyStore, LastNumbers, Snapshot } from '../sql/transfer/transfer.ts';
import { transferredTables } from '../sql/transfer/transferred-tables.ts';
import { emptyFreshTables } from '../sql/transfer/write-rows.ts';
import { addAuditPartition } from './audit-partitions.ts';
import { withMigrationConnection } from './open-postgres-store.ts';

/** Reads a database as it is at this moment. */
export function readPostgresSnapshot<Result>(
  url: string,
  work: (snapshot: Snapshot) => Promise<Result>,
): Promise<Result> {
  return withMigrationConnection(url, (connected) =>
    connected
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute((db) => work({ db, readLastNumbers: () => readLastNumbers(db) })),
  );
}

/** Fills a database that has its tables and no records. */
export function fillPostgres<Result>(
  url: string,
  work: (store: EmptyStore) => Promise<Result>,
): Promise<Result> {
  return withMigrationConnection(url, (connected) =>
    connected.transaction().execute(async (db) => {
      // Whoever starts meanwhile waits, and finds that there is an administrator.
      await sql`lock table account_sequence, account, resource, token in share row exclusive mode`.execute(
        db,
      );
      await emptyFreshTables(db);
      const constraints = await foreignKeys(db);
      for (const { relation, name } of constraints)
        await sql`alter table ${sql.table(relation)} alter constraint ${sql.ref(name)} deferrable`.execute(
          db,
        );
      // A record may refer to one that comes later.
      await sql`set constraints all deferred`.execute(db);
      const result = await work(storeOf(db));
      await sql`set constraints all immediate`.execute(db);
      for (const { relation, name } of constraints)
        await sql`alter table ${sql.table(relation)} alter constraint ${sql.ref(name)} not deferrable`.execute(
          db,
        );
      return result;
    }),
  );
}

function storeOf(db: Kysely<Database>): EmptyStore {
  const months = new Set<number>();
  return {
    db,
    async prepare(table, rows) {
      if (table !== 'audit_event') return;
      for (const { at } of rows) {
        const month = new Date(Number(at));
        const start = Date.UTC(month.getUTCFullYear(), month.getUTCMonth(), 1);
        if (!months.has(start)) await addAuditPartition(db, new Date(start));
        months.add(start);
      }
    },
    async writeLastNumbers(numbers) {
      for (const [name, last] of Object.entries(numbers))
        if (last > 0) await sql`select setval(${sequenceOf(name)}::regclass, ${last})`.execute(db);
    },
  };
}

async function foreignKeys(
  db: Kysely<Database>,
): Promise<readonly { readonly relation: string; readonly name: string }[]> {
  const { rows } = await sql<{ relation: string; name: string }>`
    select relname as relation, conname as name from pg_constraint join pg_class on pg_class.oid = conrelid
    where contype = 'f' and connamespace = current_schema()::regnamespace and not condeferrable`.execute(db);
  return rows;
}

async function readLastNumbers(db: Kysely<Database>): Promise<LastNumbers> {
  const numbers: Record<string, number> = {};
  for (const { name } of transferredTables.filter(({ isNumbered }) => isNumbered)) {
    const { rows } = await sql<{ last: number }>`
      select case when is_called then last_value else 0 end as last from ${sql.table(sequenceOf(name))}`.execute(
      db,
    );
    numbers[name] = rows[0]?.last ?? 0;
  }
  return numbers;
}

/** As the migrations named them. */
function sequenceOf(table: string): string {
  return table === 'audit_event' ? 'audit_event_id' : `${table}_id_seq`;
}
