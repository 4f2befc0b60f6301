import type { Follower } from '../../../src/core/nodes/follower.ts';
import type { NodeDatabase } from '../../../src/core/nodes/node-database.ts';
import type { SimulatedConnection } from './simulated-connection.ts';
import type { SimulatedServer } from './simulated-server.ts';
import { createNodeDatabase } from './simulated-statements.ts';
import type { Simulation } from './simulation.ts';
import type { Owner } from './virtual-time.ts';

const LEASE_AWAITED_MS = 250;
const CONNECTION_AWAITED_MS = 1_000;
const RENEWALS_PER_LEASE = 4;
const RETRY_MS = 20;

interface Pair {
  readonly control: SimulatedConnection;
  readonly lookUps: SimulatedConnection;
  readonly database: NodeDatabase;
  readonly lost: Promise<void>;
  close(): void;
}

/** The process that a link belongs to. */
export interface LinkOwner extends Owner {
  readonly monotonic: number;
  readonly follower: Follower;
  sleep(milliseconds: number): Promise<void>;
}

/** Keeps a node connected and drives its follower, as `NodeLink` does over real connections. */
export class SimulatedLink {
  readonly #simulation: Simulation;
  readonly #owner: LinkOwner;
  #pair: Pair | null = null;
  #open: Pair | null = null;
  #isLeaving = false;
  #changed = Promise.withResolvers<void>();
  #rung = Promise.withResolvers<void>();
  /** The server whose log was read last. */
  lineage: SimulatedServer;

  constructor(simulation: Simulation, owner: LinkOwner) {
    this.#simulation = simulation;
    this.#owner = owner;
    this.lineage = simulation.primary;
  }

  /** The server that is followed, once it was joined. */
  get server(): SimulatedServer | null {
    return this.#pair === null || this.#pair.control.isClosed ? null : this.#pair.control.server;
  }

  get connections(): readonly SimulatedConnection[] {
    return this.#open === null ? [] : [this.#open.control, this.#open.lookUps];
  }

  async catchUp(): Promise<void> {
    if (this.#pair === null) throw new Error('the database does not answer');
    await this.#owner.follower.catchUp(this.#pair.database);
  }

  async leave(): Promise<void> {
    this.#isLeaving = true;
    await this.#owner.follower.leave(this.#pair?.database ?? null).catch(() => undefined);
    this.#open?.close();
    this.#rung.resolve();
  }

  async awaitPair(): Promise<Pair> {
    const until = this.#owner.monotonic + CONNECTION_AWAITED_MS;
    while (true) {
      if (this.#pair !== null && !this.#pair.control.isClosed) return this.#pair;
      if (this.#owner.monotonic >= until || this.#isLeaving) throw new Error('no connection');
      await Promise.race([this.#owner.sleep(until - this.#owner.monotonic), this.#changed.promise]);
    }
  }

  async awaitLease(holds: () => boolean): Promise<void> {
    const until = this.#owner.monotonic + LEASE_AWAITED_MS;
    this.#rung.resolve();
    while (!holds()) {
      if (this.#owner.monotonic >= until || this.#isLeaving) throw new Error('no lease');
      await Promise.race([this.#owner.sleep(until - this.#owner.monotonic), this.#changed.promise]);
    }
  }

  async run(): Promise<void> {
    while (!this.#isLeaving) {
      let pair: Pair | null = null;
      try {
        pair = await this.#openPair();
        await this.#serve(pair);
      } catch {
        // What failed is tried again over other connections.
      }
      this.#pair = null;
      pair?.close();
      this.#open = null;
      await Promise.race([this.#owner.sleep(RETRY_MS), this.#rung.promise]);
      this.#rung = Promise.withResolvers();
    }
  }

  async #openPair(): Promise<Pair> {
    await this.#owner.sleep(this.#simulation.latency());
    const server = this.#simulation.reachableServer();
    if (server === null) throw new Error('no server');
    const lost = Promise.withResolvers<void>();
    const onLost = () => pair.close();
    const control = this.#simulation.connect(server, this.#owner, onLost);
    const lookUps = this.#simulation.connect(server, this.#owner, onLost);
    const pair: Pair = {
      control,
      lookUps,
      database: this.#database(control),
      lost: lost.promise,
      close() {
        control.close();
        lookUps.close();
        lost.resolve();
      },
    };
    this.#open = pair;
    await this.#answered(
      pair,
      control.ask<null>((_, done) => {
        control.listen((change) => {
          this.#owner.follower.hear(pair.database, change).catch(() => pair.close());
        });
        done(null);
      }),
    );
    return pair;
  }

  async #serve(pair: Pair): Promise<void> {
    const { leaseMs } = this.#simulation;
    const { database } = pair;
    let isFollowed = false;
    while (!pair.control.isClosed && !this.#isLeaving) {
      const begun = this.#owner.monotonic;
      this.#rung = Promise.withResolvers();
      if (isFollowed) await this.#answered(pair, this.#owner.follower.renew(database));
      else await this.#answered(pair, this.#owner.follower.connected(database, pair.control.server.identity));
      isFollowed = true;
      this.#pair = pair;
      this.#changed.resolve();
      this.#changed = Promise.withResolvers();
      const rest = leaseMs / RENEWALS_PER_LEASE - (this.#owner.monotonic - begun);
      await Promise.race([this.#owner.sleep(rest), pair.lost, this.#rung.promise]);
    }
  }

  /** A connection that does not answer in time is given up. */
  async #answered<Answer>(pair: Pair, answer: Promise<Answer>): Promise<Answer> {
    let isAnswered = false;
    void this.#owner.sleep(this.#simulation.leaseMs).then(() => {
      if (!isAnswered) pair.close();
    });
    try {
      return await answer;
    } finally {
      isAnswered = true;
    }
  }

  #database(control: SimulatedConnection): NodeDatabase {
    const database = createNodeDatabase(control, this.#simulation.statements);
    return {
      ...database,
      readChanges: async (after) => {
        const answer = await database.readChanges(after);
        this.lineage = control.server;
        return answer;
      },
    };
  }
}
