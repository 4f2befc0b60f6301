import type { RecordCache } from '../cache/record-cache.ts';
import type { DatabaseTime } from './database-time.ts';
import type { Instant, Lease } from './lease.ts';
import type { AnnouncedChange, LoggedChange } from './logged-change.ts';
import type { NodeDatabase } from './node-database.ts';
import { type ProtocolRules, soundRules } from './protocol-rules.ts';

/** Where a test may hold a node up. */
export type PausePoint =
  | 'between look-up and memory'
  | 'between applying and acknowledging'
  | 'between commit and members'
  | 'between counting and answering'
  | 'between fold and knowing';

/** What a follower works with. */
export interface FollowerParts {
  readonly cache: RecordCache;
  readonly lease: Lease;
  readonly time: DatabaseTime;
  /** Both clocks, read together. */
  readonly instant: () => Instant;
  readonly newId: () => string;
  /** What the operator calls this node; only a label. */
  readonly name: string;
  /** Changes that this node had applied, `from` to `to`, are not in the database any more. */
  readonly onHistoryLost: (from: number, to: number) => void;
  readonly rules?: ProtocolRules;
  readonly pauseAt?: (point: PausePoint) => Promise<void>;
}

/**
 * Keeps a node's memory in step with the log of changes, under a lease. Whoever drives it calls one of `connected`,
 * `renew` and `leave` at a time, and `hear` whenever the database rings; after one that rejects it connects anew.
 */
export class Follower {
  readonly #parts: FollowerParts;
  readonly #rules: ProtocolRules;
  #id: string | null = null;
  #server: string | null = null;
  #beat = 0;
  #acknowledged = 0;
  #acknowledging = false;
  #hasLeft = false;

  constructor(parts: FollowerParts) {
    this.#parts = parts;
    this.#rules = parts.rules ?? soundRules;
  }

  /** The row of the present joining; null before the first and after leaving. */
  get id(): string | null {
    return this.#id;
  }

  /**
   * Goes on over a new connection to a server, named by what tells one server's life from another's: under the same row
   * where nothing was lost, else as a node that knows nothing yet.
   */
  async connected(database: NodeDatabase, server: string): Promise<void> {
    const isSame = server === this.#server && (await this.#stands(database));
    if (isSame) return this.renew(database);
    // Until it has joined, memory is that of another server: a second attempt must not take it for this one's.
    this.#server = null;
    await this.#join(database, 'forget');
    this.#server = server;
  }

  /** Extends the lease once everything committed before the renewal is applied; a node without a row joins again. */
  async renew(database: NodeDatabase): Promise<void> {
    const { instant, time } = this.#parts;
    const id = this.#id;
    const begun = instant();
    const row = id === null ? null : await database.renew(id);
    if (row === null) return this.#join(database, 'keep');
    this.#beat = row.beat;
    time.note(row.time, begun.monotonic);
    if (this.#rules.appliesBeforeExtending) await this.#catchUpTo(database, row.head);
    this.#extend(begun);
    if (!this.#rules.appliesBeforeExtending) await this.#catchUpTo(database, row.head);
    await this.#acknowledge(database);
  }

  /** A change was announced: the next one is applied as it is, any other one makes the node read the log. */
  async hear(database: NodeDatabase, change: AnnouncedChange): Promise<void> {
    if (this.#id === null) return;
    const { number, subjects } = change;
    const isApplied = subjects !== undefined && this.#parts.cache.apply({ number, subjects });
    if (!isApplied) await this.#catchUpTo(database, number);
    await this.#acknowledge(database);
  }

  /** Applies everything committed before the call. */
  async catchUp(database: NodeDatabase): Promise<void> {
    const { head } = await this.#readOn(database);
    await this.#catchUpTo(database, head);
  }

  /** Answers nothing any more, then takes its row away. */
  async leave(database: NodeDatabase | null): Promise<void> {
    const { lease } = this.#parts;
    const id = this.#id;
    this.#id = null;
    this.#hasLeft = true;
    if (this.#rules.stopsBeforeLeaving) lease.end();
    if (id !== null && database !== null) await database.remove(id);
    lease.end();
  }

  /** Whether this node's row, and everything that it has applied, is still there. */
  async #stands(database: NodeDatabase): Promise<boolean> {
    const row = this.#id === null ? null : await database.readNode(this.#id);
    return row !== null && !row.fenced && row.beat >= this.#beat && row.head >= this.#parts.cache.applied;
  }

  /** In the table first, where changers find whom to wait for, and only then in step with the log. */
  async #join(database: NodeDatabase, memory: 'keep' | 'forget'): Promise<void> {
    const { instant, lease, name, newId } = this.#parts;
    lease.end();
    const begun = instant();
    const id = this.#rules.takesFreshIds ? newId() : (this.#id ?? newId());
    const register = () => database.register({ id, name });
    if (this.#rules.registersBeforeReading) await register();
    const { head } = await this.#readOn(database, this.#rules.catchesUpWhenJoining ? memory : 'forget');
    if (!this.#rules.registersBeforeReading) await register();
    await this.#catchUpTo(database, head);
    this.#id = id;
    this.#beat = 0;
    this.#acknowledged = 0;
    this.#extend(begun);
    await this.#acknowledge(database);
  }

  /** A renewal that was under way when the node left extends nothing. */
  #extend(begun: Instant): void {
    const { lease, instant } = this.#parts;
    if (!this.#hasLeft) lease.extend(begun, instant());
  }

  /** Ends at the log's end at the latest, whatever number was announced. */
  async #catchUpTo(database: NodeDatabase, number: number): Promise<void> {
    const { cache } = this.#parts;
    while (cache.applied < number) {
      const { head } = await this.#readOn(database);
      if (head < number && cache.applied >= head) return;
    }
  }

  /** One page of the log: applied in one turn, each change behind the one before it. */
  async #readOn(database: NodeDatabase, memory: 'keep' | 'forget' = 'keep'): Promise<{ head: number }> {
    const { cache, time, instant, onHistoryLost } = this.#parts;
    const begun = instant().monotonic;
    const before = cache.applied;
    const { head, changes, time: databaseNow } = await database.readChanges(before);
    time.note(databaseNow, begun);
    if (head < before) onHistoryLost(head + 1, before);
    if (memory === 'forget' || head < before) cache.restart(head);
    else this.#applyAll(changes, head);
    return { head };
  }

  /** A gap means that the log was trimmed meanwhile: what was missed is not known, so nothing is. */
  #applyAll(changes: readonly LoggedChange[], head: number): void {
    const { cache } = this.#parts;
    const isWhole = changes.every((change) => cache.apply(change));
    if (!isWhole || (changes.length === 0 && cache.applied < head)) cache.restart(head);
  }

  /** Tells the database how far this node is, one message at a time; what is lost is told with the next renewal. */
  async #acknowledge(database: NodeDatabase): Promise<void> {
    if (this.#acknowledging) return;
    this.#acknowledging = true;
    try {
      while (this.#id !== null && this.#acknowledged < this.#parts.cache.applied) {
        await this.#parts.pauseAt?.('between applying and acknowledging');
        const id = this.#id;
        const { applied } = this.#parts.cache;
        if (id === null) return;
        await database.acknowledge(id, applied);
        // The row of a joining meanwhile was told nothing.
        if (id === this.#id) this.#acknowledged = applied;
      }
    } finally {
      this.#acknowledging = false;
    }
  }
}
