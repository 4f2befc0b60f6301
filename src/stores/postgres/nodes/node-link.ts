import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientBase } from 'pg';
import type { Follower } from '../../../core/nodes/follower.ts';
import type { AnnouncedChange } from '../../../core/nodes/logged-change.ts';
import { storeUnavailable } from '../../sql/store-unavailable.ts';
import { toStoreError } from '../postgres-error.ts';
import { type ConnectionPair, openConnectionPair } from './connection-pair.ts';

export interface NodeLinkOptions {
  readonly url: string;
  readonly leaseMs: number;
  /** Connections for look-ups; 0: they share the control connection. */
  readonly lookUps: number;
}

/** How long a verification waits for a lease, and a look-up for a connection. */
const LEASE_AWAITED_MS = 250;
const CONNECTION_AWAITED_MS = 1_000;
const RETRY_MS_MIN = 20;
const RETRY_MS_MAX = 500;
const RENEWALS_PER_LEASE = 4;

/**
 * Keeps a node connected to its database: opens its connections anew whenever one is lost, and drives its follower, who
 * decides what may be answered.
 */
export class NodeLink {
  readonly #options: NodeLinkOptions;
  #follower: Follower | null = null;
  #pair: ConnectionPair | null = null;
  #failure: unknown = null;
  #isClosed = false;
  #changed = Promise.withResolvers<void>();
  #rung = Promise.withResolvers<void>();
  #running: Promise<void> | null = null;

  constructor(options: NodeLinkOptions) {
    this.#options = options;
  }

  /** Connects, and stays connected; rejects when the first connection fails. */
  async open(): Promise<void> {
    this.#running = this.#run();
    await this.lookUpClients();
  }

  /** Joins with a follower, which from now on hears of every change; rejects when the first joining fails. */
  async follow(follower: Follower): Promise<void> {
    this.#follower = follower;
    this.#pair = null;
    this.#ring();
    await this.lookUpClients();
  }

  /** The server that is followed at present; null while none is. */
  get server(): string | null {
    return this.#pair === null || this.#pair.isLost ? null : this.#pair.server;
  }

  /** The connections for look-ups, those of the present where there are any. */
  async lookUpClients(): Promise<readonly ClientBase[]> {
    const until = performance.now() + CONNECTION_AWAITED_MS;
    while (true) {
      if (this.#pair !== null && !this.#pair.isLost) return this.#pair.lookUps;
      if (this.#isClosed) throw storeUnavailable('the store is closed');
      if (performance.now() >= until) throw toStoreError(this.#failure ?? new Error('it does not answer'));
      await this.#nextChange(until);
    }
  }

  /** Waits for a moment at which `holds` is true; rejects when it does not come soon. */
  async awaitLease(holds: () => boolean): Promise<void> {
    const until = performance.now() + LEASE_AWAITED_MS;
    this.#ring();
    while (!holds()) {
      if (performance.now() >= until || this.#isClosed)
        throw storeUnavailable('this node has no lease: the database does not answer');
      await this.#nextChange(until);
    }
  }

  /** Applies everything committed before the call. */
  async catchUp(): Promise<void> {
    const pair = this.#pair;
    if (pair === null) throw storeUnavailable('the database does not answer');
    await this.#follower?.catchUp(pair.database);
  }

  /** Connects anew: the server that answers is not the one to write to any more. */
  renewConnections(): void {
    void this.#pair?.close();
  }

  /** Stops following; the connections stay. */
  async leave(): Promise<void> {
    const follower = this.#follower;
    this.#follower = null;
    await follower?.leave(this.#pair?.database ?? null).catch(() => undefined);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.leave();
    this.#ring();
    await this.#running;
  }

  async #run(): Promise<void> {
    let retryMs = RETRY_MS_MIN;
    while (!this.#isClosed) {
      try {
        await using opened = await this.#openPair();
        await this.#serve(opened.pair);
        retryMs = RETRY_MS_MIN;
      } catch (error) {
        this.#failure = error;
        this.#pair = null;
        await Promise.race([sleep(retryMs, undefined, { ref: false }), this.#rung.promise]);
        retryMs = Math.min(retryMs * 2, RETRY_MS_MAX);
      }
    }
    this.#tell();
  }

  async #openPair() {
    const { url, lookUps, leaseMs } = this.#options;
    let hear: (change: AnnouncedChange) => void = () => undefined;
    const pair = await openConnectionPair({
      url,
      lookUps,
      leaseMs,
      answerMsMax: this.#answerMsMax,
      onAnnouncement: (change) => hear(change),
    });
    hear = (change) => {
      // What was missed is read with the next renewal, over whichever connection.
      this.#follower?.hear(pair.database, change).catch(() => pair.close());
    };
    return { pair, [Symbol.asyncDispose]: () => pair.close() };
  }

  /** Follows over these connections until one of them is lost. */
  async #serve(pair: ConnectionPair): Promise<void> {
    let followed: Follower | null = null;
    while (!pair.isLost && !this.#isClosed) {
      const begun = performance.now();
      const follower = this.#follower;
      this.#rung = Promise.withResolvers();
      if (follower !== null && follower === followed) await follower.renew(pair.database);
      else await follower?.connected(pair.database, pair.server);
      followed = follower;
      if (follower === this.#follower) this.#pair = pair;
      this.#tell();
      const restMs = this.#options.leaseMs / RENEWALS_PER_LEASE - (performance.now() - begun);
      await this.#rest(pair, restMs);
    }
    this.#pair = null;
  }

  async #rest(pair: ConnectionPair, milliseconds: number): Promise<void> {
    const over = new AbortController();
    const pause = sleep(Math.max(milliseconds, 0), undefined, { signal: over.signal }).catch(() => undefined);
    await Promise.race([pause, pair.lost, this.#rung.promise]);
    over.abort();
  }

  get #answerMsMax(): number {
    return Math.min(Math.max(this.#options.leaseMs, 500), 3_000);
  }

  #ring(): void {
    this.#rung.resolve();
  }

  #tell(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  async #nextChange(until: number): Promise<void> {
    const over = new AbortController();
    const pause = sleep(Math.max(until - performance.now(), 0), undefined, { signal: over.signal });
    await Promise.race([pause.catch(() => undefined), this.#changed.promise]);
    over.abort();
  }
}
