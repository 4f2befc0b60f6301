import { sql } from 'kysely';
import type { EmptyStore, Snapshot } from '../sql/transfer/transfer.ts';
import { emptyFreshTables } from '../sql/transfer/write-rows.ts';
import { inTransaction } from './run-group.ts';
import { SqliteConnection } from './sqlite-connection.ts';

/** Reads a database file as it is at this moment. */
export async function readSqliteSnapshot<Result>(
  path: string,
  work: (snapshot: Snapshot) => Promise<Result>,
): Promise<Result> {
  const connection = new SqliteConnection({ path, readOnly: true });
  try {
    connection.run('begin');
    const db = connection.createKysely();
    return await work({
      db,
      async readLastNumbers() {
        const { rows } = await sql<{
          name: string;
          seq: number;
        }>`select name, seq from sqlite_sequence`.execute(db);
        return Object.fromEntries(rows.map(({ name, seq }) => [name, seq]));
      },
    });
  } finally {
    connection.close();
  }
}

/** Fills a database file that has its tables and no records. */
export async function fillSqlite<Result>(
  path: string,
  work: (store: EmptyStore) => Promise<Result>,
): Promise<Result> {
  const connection = new SqliteConnection({ path, readOnly: false });
  const db = connection.createKysely();
  const store: EmptyStore = {
    db,
    async prepare() {},
    async writeLastNumbers(numbers) {
      for (const [name, last] of Object.entries(numbers)) {
        await sql`delete from sqlite_sequence where name = ${name}`.execute(db);
        await sql`insert into sqlite_sequence (name, seq) values (${name}, ${last})`.execute(db);
      }
    },
  };
  try {
    return await inTransaction(connection, async () => {
      // A record may refer to one that comes later.
      connection.run('pragma defer_foreign_keys = on');
      await emptyFreshTables(db);
      return await work(store);
    });
  } finally {
    connection.close();
  }
}
