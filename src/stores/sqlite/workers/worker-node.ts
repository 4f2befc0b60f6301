import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordCache } from '../../../core/cache/record-cache.ts';
import { DatabaseTime } from '../../../core/nodes/database-time.ts';
import { Follower } from '../../../core/nodes/follower.ts';
import type { Following, NodeList } from '../../../core/nodes/following.ts';
import { type Instant, Lease } from '../../../core/nodes/lease.ts';
import type { LoggedChange } from '../../../core/nodes/logged-change.ts';
import type { NodeDatabase } from '../../../core/nodes/node-database.ts';
import { storeUnavailable } from '../../sql/store-unavailable.ts';
import type { Line } from './line.ts';

const RENEWALS_PER_LEASE = 4;
/** How long a verification waits for a lease. */
const LEASE_AWAITED_MS = 250;
const RETRY_MS = 20;

/** A worker's part in the protocol: the process that writes is its database. */
export class WorkerNode {
  readonly #line: Line;
  readonly #database: NodeDatabase;
  readonly #leaseMs: number;
  readonly #name: string;
  #cache: RecordCache | null = null;
  #follower: Follower | null = null;
  #timer: NodeJS.Timeout | undefined;
  #renewal: Promise<void> | null = null;

  constructor({ line, leaseMs, name }: { readonly line: Line; leaseMs: number; name: string }) {
    this.#line = line;
    this.#database = databaseOver(line);
    this.#leaseMs = leaseMs;
    this.#name = name;
  }

  /** The number of the last change that was applied here. */
  get applied(): number {
    return this.#cache?.applied ?? 0;
  }

  /** Joins, and follows from now on; rejects when the joining fails. */
  async follow(cache: RecordCache): Promise<Following> {
    const lease = new Lease(this.#leaseMs);
    const follower = new Follower({
      cache,
      lease,
      instant,
      time: new DatabaseTime(),
      newId: randomUUID,
      name: this.#name,
      onHistoryLost: () => undefined,
    });
    this.#cache = cache;
    this.#follower = follower;
    const database = this.#database;
    // What was missed is read with the next renewal.
    this.#line.on('changed', (change: LoggedChange) =>
      follower.hear(database, change).catch(() => undefined),
    );
    await follower.connected(database, 'the process that writes');
    this.#timer = setInterval(() => void this.#renew(), this.#leaseMs / RENEWALS_PER_LEASE);
    const holds = () => lease.holds(instant());
    return {
      holdsLease: holds,
      awaitLease: () => this.#awaitLease(holds),
      catchUp: () => follower.catchUp(database),
      now: () => null,
      listNodes: () => this.#line.ask('nodes', follower.id) as Promise<NodeList>,
      leave: () => this.leave(),
    };
  }

  /** Answers nothing from memory any more, and tells so. */
  async leave(): Promise<void> {
    clearInterval(this.#timer);
    const follower = this.#follower;
    this.#follower = null;
    await follower?.leave(this.#database).catch(() => undefined);
  }

  async #awaitLease(holds: () => boolean): Promise<void> {
    const until = performance.now() + LEASE_AWAITED_MS;
    while (!holds()) {
      const left = until - performance.now();
      if (left <= 0)
        throw storeUnavailable('this worker has no lease: the process that writes does not answer');
      await Promise.race([this.#renew(), sleep(left)]);
    }
  }

  /** One renewal at a time; those who ask meanwhile wait for the same. */
  #renew(): Promise<void> {
    const follower = this.#follower;
    if (follower === null) return sleep(RETRY_MS);
    this.#renewal ??= follower
      .renew(this.#database)
      .catch(() => sleep(RETRY_MS))
      .finally(() => {
        this.#renewal = null;
      });
    return this.#renewal;
  }
}

function instant(): Instant {
  return { monotonic: performance.now(), wall: Date.now() };
}

function databaseOver(line: Line): NodeDatabase {
  const ask = (name: string, input: unknown) => line.ask(name, input) as Promise<never>;
  return {
    register: (node) => ask('register', node),
    readNode: (id) => ask('readNode', id),
    renew: (id) => ask('renew', id),
    readChanges: (after) => ask('readChanges', after),
    acknowledge: async (id, applied) => line.tell('acknowledge', { id, applied }),
    remove: (id) => ask('remove', id),
  };
}
