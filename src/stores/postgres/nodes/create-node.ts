import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { RecordCache } from '../../../core/cache/record-cache.ts';
import { DatabaseTime } from '../../../core/nodes/database-time.ts';
import { Follower } from '../../../core/nodes/follower.ts';
import type { Following, NodeList } from '../../../core/nodes/following.ts';
import { type Instant, Lease } from '../../../core/nodes/lease.ts';
import type { Database } from '../../sql/schema.ts';
import { ChangeAnnouncer, type OwnNode, type ProtocolOptions } from '../announced-changes.ts';
import { toStoreError } from '../postgres-error.ts';
import type { NodeLink } from './node-link.ts';

/** How this process takes part among the nodes. */
export interface NodeOptions extends ProtocolOptions {
  /** What the operator calls it; only a label. */
  readonly name: string;
  /** Told when changes that were committed, `from` to `to`, are gone from the database. */
  readonly onHistoryLost: (from: number, to: number) => void;
}

/** The part of a node that follows, and the part that announces. */
export interface PostgresNode {
  readonly announcer: ChangeAnnouncer;
  readonly follow: (cache: RecordCache) => Promise<Following>;
}

export function createNode({
  db,
  link,
  ...options
}: NodeOptions & { readonly db: Kysely<Database>; readonly link: NodeLink }): PostgresNode {
  let self: { readonly follower: Follower; readonly cache: RecordCache } | null = null;
  const ownId = () => self?.follower.id ?? null;
  const own: OwnNode = (server) => {
    const id = ownId();
    const isFollowed = server !== null && server === link.server;
    return self === null || id === null || !isFollowed ? null : { id, applied: self.cache.applied };
  };
  return {
    announcer: new ChangeAnnouncer(db, own, options),
    async follow(cache) {
      const time = new DatabaseTime();
      const { leaseMs, rules } = options;
      const lease = new Lease(leaseMs, rules);
      const follower = new Follower({ ...options, cache, lease, time, instant, newId: randomUUID });
      self = { follower, cache };
      await link.follow(follower);
      const holds = () => lease.holds(instant());
      return {
        holdsLease: holds,
        awaitLease: () => link.awaitLease(holds),
        catchUp: () => link.catchUp(),
        now: () => time.at(performance.now()),
        listNodes: () => listNodes(db, ownId()),
        async leave() {
          lease.end();
          await link.leave();
        },
      };
    },
  };
}

function instant(): Instant {
  return { monotonic: performance.now(), wall: Date.now() };
}

interface NodeTableRow {
  readonly head: number;
  readonly id: string | null;
  readonly name: string;
  readonly applied: number;
  readonly fenced: boolean;
  readonly lease_ms: number;
  readonly started: number;
  readonly renewed: number;
}

async function listNodes(db: Kysely<Database>, ownId: string | null): Promise<NodeList> {
  const { rows } = await sql<NodeTableRow>`
    select change_clock.last_number as head, node.id, node.name, node.applied, node.fenced, node.lease_ms,
      (extract(epoch from node.started_at) * 1000)::float8 as started,
      (extract(epoch from node.renewed_at) * 1000)::float8 as renewed
    from change_clock left join node on true order by node.started_at`
    .execute(db)
    .catch((error: unknown) => {
      throw toStoreError(error);
    });
  const nodes = rows.flatMap(({ id, name, applied, fenced, started, renewed, lease_ms: leaseMs }) =>
    id === null
      ? []
      : [
          {
            id,
            name,
            isSelf: id === ownId,
            startedAt: Math.floor(started),
            renewedAt: Math.floor(renewed),
            leaseMs,
            applied,
            isFenced: fenced,
          },
        ],
  );
  return { lastChange: rows[0]?.head ?? 0, nodes };
}
