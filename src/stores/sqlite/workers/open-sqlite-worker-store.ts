import type { Store } from '../../../core/store.ts';
import { createStoreChanges, type PerformChange } from '../../sql/changes/all-changes.ts';
import { createSqlReads } from '../../sql/reads/sql-reads.ts';
import { findTokenByDigest } from '../find-token-by-digest.ts';
import { SqliteConnection } from '../sqlite-connection.ts';
import type { Line } from './line.ts';
import { WorkerNode } from './worker-node.ts';

/**
 * A store in one file that another process writes: read here, changed through that process. A read shows at least what
 * was applied here before it: a change is announced after its commit, and every read begins anew.
 */
export async function openSqliteWorkerStore({
  path,
  ...options
}: {
  readonly path: string;
  readonly line: Line;
  readonly leaseMs: number;
  readonly name: string;
}): Promise<Store> {
  const connection = new SqliteConnection({ path, readOnly: true });
  const { line } = options;
  const node = new WorkerNode(options);
  const perform = (name: string, input: unknown) => line.ask('change', { name, input });
  return {
    ...createSqlReads(connection.createKysely()),
    follow: (cache) => node.follow(cache),
    mayLoseCommits: false,
    findTokenByDigest: async (digests) => ({
      asOf: node.applied,
      ...findTokenByDigest(connection, digests),
    }),
    change: createStoreChanges(perform as PerformChange),
    async ping() {
      connection.run('select 1');
    },
    async close() {
      await node.leave();
      connection.close();
    },
  };
}
