import type { Store } from '../../core/store.ts';
import { createStoreChanges } from '../sql/changes/all-changes.ts';
import type { ChangeOutcome } from '../sql/changes/sql-change.ts';
import { migrate } from '../sql/migrations/migrate.ts';
import { createSqlReads } from '../sql/reads/sql-reads.ts';
import { findTokenByDigest } from './find-token-by-digest.ts';
import { followLastChange } from './last-change.ts';
import { inTransaction, runGroup } from './run-group.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { sqliteTypes } from './sqlite-types.ts';
import { createTurns } from './turns.ts';

/** A store that is gone when closed: one connection, in this thread, on which reads and changes take turns. */
export async function openMemoryStore(): Promise<Store> {
  const connection = new SqliteConnection({ path: ':memory:', readOnly: false });
  const db = connection.createKysely();
  await inTransaction(connection, () => migrate(db, sqliteTypes));
  const inTurn = createTurns();
  const last = followLastChange(0, (name, input) =>
    inTurn(async () => {
      // A copy, so that tests notice an input that could not cross to another thread.
      const [result] = await runGroup({ connection, db }, [{ name, input: structuredClone(input) }]);
      if (result === undefined || 'error' in result) throw result?.error;
      return result.outcome as ChangeOutcome<typeof name>;
    }),
  );
  return {
    ...readsInTurn(
      {
        ...createSqlReads(db),
        findTokenByDigest: async (digests: Parameters<Store['findTokenByDigest']>[0]) => ({
          ...findTokenByDigest(connection, digests),
          asOf: last.number,
        }),
        ping: async () => connection.run('select 1'),
      },
      inTurn,
    ),
    follow: null,
    mayLoseCommits: false,
    change: createStoreChanges(last.perform),
    close: () => inTurn(async () => connection.close()),
  };
}

type AnyRead = (...question: never[]) => Promise<unknown>;

/** A read may not see the middle of a transaction that runs on its own connection. */
function readsInTurn<Reads extends Record<keyof Reads, AnyRead>>(
  reads: Reads,
  inTurn: <Answer>(step: () => Promise<Answer>) => Promise<Answer>,
): Reads {
  const entries = Object.entries<AnyRead>(reads).map(([name, read]) => [
    name,
    (...question: never[]) => inTurn(() => read(...question)),
  ]);
  return Object.fromEntries(entries) as Reads;
}
