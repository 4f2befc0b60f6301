import { CompiledQuery, type Kysely, sql } from 'kysely';
import { allChanges, type PerformChange } from '../sql/changes/all-changes.ts';
import { ChangeRefused } from '../sql/changes/change-refused.ts';
import type { ChangeInput, ChangeName, SqlChange } from '../sql/changes/sql-change.ts';
import type { Database } from '../sql/schema.ts';
import { storeUnavailable } from '../sql/store-unavailable.ts';
import { isRefusedStatement, isRepeatable } from './postgres-error.ts';

/** Enough for those who meet at one row; who still loses is refused. */
const ATTEMPTS_MAX = 8;

/** Changes as transactions that run side by side; two that exclude each other are put in order by doing one again. */
export function createPerformChange(db: Kysely<Database>): PerformChange {
  return async (name, input) => {
    const change = allChanges[name] as SqlChange<ChangeName>;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return (await inTransaction(db, async (connection) => {
          await lockLimit(connection, name, input);
          return change(connection, input as never);
        })) as never;
      } catch (error) {
        if (error instanceof ChangeRefused) return error.outcome as never;
        if (attempt === ATTEMPTS_MAX || !isRepeatable(error)) throw error;
      }
    }
  };
}

/** Runs steps in one transaction; rejects with an outcome that is unknown where the commit was not answered. */
async function inTransaction<Result>(
  db: Kysely<Database>,
  steps: (connection: Kysely<Database>) => Promise<Result>,
): Promise<Result> {
  return db.connection().execute(async (connection) => {
    await connection.executeQuery(begin);
    try {
      const result = await steps(connection);
      await commit(connection);
      return result;
    } catch (error) {
      // Nothing to undo where the connection is lost: the server does it.
      await connection.executeQuery(rollback).catch(() => undefined);
      throw error;
    }
  });
}

const begin = CompiledQuery.raw('begin');
const rollback = CompiledQuery.raw('rollback');

async function commit(connection: Kysely<Database>): Promise<void> {
  try {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  } catch (error) {
    if (isRefusedStatement(error)) throw error;
    throw storeUnavailable(
      'the database did not confirm the change: it may or may not have been made',
      error,
    );
  }
}

/** Any number, as long as it is this one everywhere. */
const LIMIT_LOCK = 7_171_001;

/** Those who count up to a limit take turns: side by side, each would find room for itself. */
async function lockLimit(db: Kysely<Database>, name: ChangeName, input: unknown): Promise<void> {
  if (name !== 'issueToken' || (input as ChangeInput<'issueToken'>).limit === null) return;
  await sql`select pg_advisory_xact_lock(${LIMIT_LOCK})`.execute(db);
}
