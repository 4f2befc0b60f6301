import type { Kysely } from 'kysely';
import { allChanges } from '../sql/changes/all-changes.ts';
import { ChangeRefused } from '../sql/changes/change-refused.ts';
import { numberChange } from '../sql/changes/number-change.ts';
import type { ChangeName, SqlChange } from '../sql/changes/sql-change.ts';
import type { Database } from '../sql/schema.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

/** A change on its way to the connection that writes. */
export interface ChangeCall {
  readonly name: ChangeName;
  readonly input: unknown;
}

/** How one change of a group ended; `error` is its own, the others of the group stand. */
export type ChangeResult = { readonly outcome: object } | { readonly error: unknown };

/** A connection that writes, with the query builder over it. */
export interface Writer {
  readonly connection: SqliteConnection;
  readonly db: Kysely<Database>;
}

/** Carries out changes in one transaction: one wait for the disk for all. Rejects when none of them was committed. */
export async function runGroup(
  writer: Writer,
  calls: readonly ChangeCall[],
): Promise<readonly ChangeResult[]> {
  return inTransaction(writer.connection, async () => {
    const results: ChangeResult[] = [];
    for (const call of calls) results.push(await runInSavepoint(writer, call));
    return results;
  });
}

/** Runs steps in one transaction that nobody else can write beside. */
export async function inTransaction<Result>(
  connection: SqliteConnection,
  steps: () => Promise<Result>,
): Promise<Result> {
  connection.run('begin immediate');
  try {
    const result = await steps();
    connection.run('commit');
    return result;
  } catch (error) {
    if (connection.inTransaction) connection.run('rollback');
    throw error;
  }
}

async function runInSavepoint(
  { connection, db }: Writer,
  { name, input }: ChangeCall,
): Promise<ChangeResult> {
  connection.run('savepoint change');
  try {
    const change = allChanges[name] as SqlChange<ChangeName>;
    const outcome = await change(db, input as never);
    const number = outcome.subjects.length > 0 ? { number: await numberChange(db) } : {};
    connection.run('release change');
    return { outcome: { ...outcome, ...number } };
  } catch (error) {
    // A full disk and the like may have ended the whole transaction: then the group is lost, not this change alone.
    if (!connection.inTransaction) throw error;
    connection.run('rollback to change');
    connection.run('release change');
    return error instanceof ChangeRefused ? { outcome: error.outcome } : { error };
  }
}
