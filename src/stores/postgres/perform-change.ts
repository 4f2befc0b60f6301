import { CompiledQuery, type Kysely, sql } from 'kysely';
import type { Subject } from '../../core/store-changes.ts';
import { allChanges, type PerformChange } from '../sql/changes/all-changes.ts';
import { ChangeRefused } from '../sql/changes/change-refused.ts';
import type { ChangeInput, ChangeName, SqlChange } from '../sql/changes/sql-change.ts';
import type { Database } from '../sql/schema.ts';
import type { ChangeAnnouncer, CommittedChange, LoggedChange } from './announced-changes.ts';
import { isLostConnection, isRefusedStatement, isRepeatable, UnknownOutcomeError } from './postgres-error.ts';

/** Enough for those who meet at one row; who still loses is refused. */
const ATTEMPTS_MAX = 8;
/** What fails later than this is not done again: whoever asked has waited long enough. */
const RETRY_MS_MAX = 1_000;

/**
 * Changes as transactions that run side by side; two that exclude each other are put in order by doing one again. A
 * change that touched something is answered once no node can answer from before it.
 */
export function createPerformChange(db: Kysely<Database>, announcer: ChangeAnnouncer): PerformChange {
  return async (name, input) => {
    const { outcome, committed } = await makeChange(db, announcer, name, input);
    if (committed === null) return outcome as never;
    await announcer.over(committed);
    return { ...outcome, number: committed.number } as never;
  };
}

interface Made {
  readonly outcome: object;
  /** Null where nothing was touched. */
  readonly committed: CommittedChange | null;
}

async function makeChange(
  db: Kysely<Database>,
  announcer: ChangeAnnouncer,
  name: ChangeName,
  input: unknown,
): Promise<Made> {
  const begun = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTransaction(db, announcer, (connection) => perform(connection, name, input));
    } catch (error) {
      if (error instanceof ChangeRefused) return { outcome: error.outcome, committed: null };
      // With a connection lost before the commit, nothing of the change stands.
      const isUndone = isRepeatable(error) || (attempt === 1 && isLostConnection(error));
      const isLate = attempt === ATTEMPTS_MAX || performance.now() - begun > RETRY_MS_MAX;
      if (!isUndone || isLate) throw error;
    }
  }
}

async function perform(
  db: Kysely<Database>,
  name: ChangeName,
  input: unknown,
): Promise<{ readonly subjects: readonly Subject[] }> {
  if (name === 'issueToken' && (input as ChangeInput<'issueToken'>).limit !== null) await lockLimits(db);
  const change = allChanges[name] as SqlChange<ChangeName>;
  return change(db, input as never);
}

/** Any number, as long as it is this one everywhere. */
const LIMITS_LOCK = 7_171_001;

/** Those who count up to a limit take turns: side by side, each would find room for itself. */
async function lockLimits(db: Kysely<Database>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LIMITS_LOCK})`.execute(db);
}

const begin = CompiledQuery.raw('begin');
const commit = CompiledQuery.raw('commit');
const rollback = CompiledQuery.raw('rollback');

async function inTransaction(
  db: Kysely<Database>,
  announcer: ChangeAnnouncer,
  steps: (connection: Kysely<Database>) => Promise<{ readonly subjects: readonly Subject[] }>,
): Promise<Made> {
  let logged: LoggedChange | null = null;
  let outcome: object = {};
  try {
    return await db.connection().execute(async (connection) => {
      await connection.executeQuery(begin);
      try {
        const made = await steps(connection);
        outcome = made;
        if (made.subjects.length > 0) logged = await announcer.log(connection, made.subjects);
      } catch (error) {
        // Where the connection is lost there is nothing to undo: the server does it.
        await connection.executeQuery(rollback).catch(() => undefined);
        throw error;
      }
      await connection.executeQuery(commit).catch((error: unknown) => {
        const isTold = isRefusedStatement(error) || error instanceof UnknownOutcomeError;
        throw isTold ? error : new UnknownOutcomeError(error);
      });
      return { outcome, committed: logged === null ? null : await announcer.committed(connection, logged) };
    });
  } catch (error) {
    if (logged === null || !(error instanceof UnknownOutcomeError)) throw error;
    return { outcome, committed: await announcer.recover(logged, error) };
  }
}
