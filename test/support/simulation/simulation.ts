import type { Subject } from '../../../src/core/store-changes.ts';
import { History } from './history.ts';
import { SeededRandom } from './seeded-random.ts';
import { SimulatedChanger } from './simulated-changer.ts';
import { SimulatedConnection } from './simulated-connection.ts';
import { SimulatedNode } from './simulated-node.ts';
import { allSoundRules, type SimulatedRules } from './simulated-rules.ts';
import { type Commit, SimulatedServer, Tables } from './simulated-server.ts';
import type { StatementParts } from './simulated-statements.ts';
import { accountOf } from './simulated-tokens.ts';
import { type Owner, VirtualTime } from './virtual-time.ts';

/** What a schedule is drawn from; probabilities from 0 to 1, times in virtual milliseconds. */
export interface SimulationOptions {
  readonly seed: number;
  readonly rules?: Partial<SimulatedRules>;
  /** At most three. */
  readonly nodes: number;
  readonly tokens: number;
  /** How often a message takes much longer than the others. */
  readonly delays: number;
  /** How often a process is held up between two steps of the protocol, and for how long at most. */
  readonly stepPauses: number;
  readonly stepPauseMs: number;
  /** How often a look-up is answered from a state that is some changes old. */
  readonly staleReads: number;
  /** How long a commit takes at most. */
  readonly commitMsMax: number;
  /** Clocks run at rates between these. */
  readonly rates: readonly [slowest: number, fastest: number];
}

export const LEASE_MS = 1_000;

/** Nodes, changers and servers with a network between them, all in virtual time. */
export class Simulation {
  readonly leaseMs = LEASE_MS;
  readonly time = new VirtualTime();
  readonly history = new History();
  readonly random: SeededRandom;
  readonly options: SimulationOptions;
  readonly rules: SimulatedRules;
  readonly statements: StatementParts;
  readonly nodes: SimulatedNode[] = [];
  readonly #changers = new Map<SimulatedNode, SimulatedChanger>();
  readonly #links = new Set<SimulatedConnection>();
  primary: SimulatedServer;
  /** A primary that was replaced and still answers. */
  deposed: SimulatedServer | null = null;
  #ids = 0;

  constructor(options: SimulationOptions) {
    this.options = options;
    this.random = new SeededRandom(options.seed);
    this.rules = { ...allSoundRules, ...options.rules };
    this.statements = {
      time: this.time,
      rules: this.rules,
      commitMs: () => this.random.between(0.05, options.commitMsMax),
    };
    const tables = new Tables();
    for (let token = 0; token < options.tokens; token += 1) tables.tokens.add(token);
    this.primary = new SimulatedServer(tables);
    for (let node = 1; node <= options.nodes; node += 1) this.start(`node ${node}`);
  }

  readonly latency = (): number => {
    const { random, options } = this;
    return random.chance(options.delays) ? random.between(0, 1.3 * LEASE_MS) : random.between(0.1, 2);
  };

  /** A mutant takes a name for an id. */
  newId(of: string): string {
    if (!this.rules.takesFreshIds && of !== 'change') return of;
    this.#ids += 1;
    return `${of} ${this.#ids}`;
  }

  start(name: string): void {
    const { random, options } = this;
    const [slowest, fastest] = options.rates;
    const rate = random.pick([slowest, fastest, random.between(slowest, fastest)]);
    const node = new SimulatedNode(this, name, rate);
    this.nodes.push(node);
    this.#changers.set(node, new SimulatedChanger(this, node));
  }

  /** Nothing of it goes on, and its connections end. */
  kill(node: SimulatedNode): void {
    node.isDead = true;
    for (const link of node.connections) link.close();
    this.nodes.splice(this.nodes.indexOf(node), 1);
  }

  pause(node: SimulatedNode, milliseconds: number): void {
    if (node.isPaused) return;
    node.isPaused = true;
    this.time.after(milliseconds, null, () => {
      node.isPaused = false;
      if (node.isDead) return;
      // A request is as likely as anything to be the first thing that it finds.
      this.verifyAll(node);
      for (const action of node.backlog.splice(0)) this.time.after(this.random.next() * 0.01, node, action);
    });
  }

  changerOf(node: SimulatedNode): SimulatedChanger {
    return this.#changers.get(node) as SimulatedChanger;
  }

  verifyAll(node: SimulatedNode): void {
    for (let token = 0; token < this.options.tokens; token += 1)
      this.time.after(0, node, () => void node.verify(token));
  }

  /** Once a change was acknowledged, every node is asked: at once, and later. */
  probe({ subjects }: Commit): void {
    const touched = (token: number) =>
      subjects.some(({ type, id }) => id === (type === 'token' ? token : accountOf(token)));
    for (const node of this.nodes)
      for (let token = 0; token < this.options.tokens; token += 1) {
        if (!touched(token)) continue;
        this.time.after(0, node, () => void node.verify(token));
        this.time.after(this.random.between(0, LEASE_MS), node, () => void node.verify(token));
      }
  }

  /** Where a new connection leads; null where nothing answers. */
  reachableServer(): SimulatedServer | null {
    const leadsAstray = this.deposed !== null && !this.deposed.isDown && this.random.chance(0.2);
    const server = leadsAstray ? (this.deposed as SimulatedServer) : this.primary;
    return server.isDown ? null : server;
  }

  connect(server: SimulatedServer, owner: Owner, onLost: () => void): SimulatedConnection {
    const { time, latency } = this;
    const connection = new SimulatedConnection({ time, latency, server, owner, onLost });
    this.#links.add(connection);
    return connection;
  }

  /** For a single question; one to a server that is down is never answered. */
  connectAnyhow(owner: Owner): SimulatedConnection {
    return this.connect(this.reachableServer() ?? this.primary, owner, () => undefined);
  }

  change(node: SimulatedNode, subject: Subject): void {
    this.time.after(
      0,
      node,
      () =>
        void this.changerOf(node)
          .change([subject])
          .catch(() => undefined),
    );
  }

  changeAgain(node: SimulatedNode, subject: Subject): void {
    this.time.after(
      0,
      node,
      () =>
        void this.changerOf(node)
          .changeAgain(subject)
          .catch(() => undefined),
    );
  }

  issue(node: SimulatedNode, token: number): void {
    const issued = async () => {
      await this.changerOf(node).issue(token);
      for (const other of this.nodes) this.time.after(0, other, () => void other.verify(token));
    };
    this.time.after(0, node, () => void issued().catch(() => undefined));
  }

  /** The server ends and is back after a while, with what it had flushed. */
  crash(milliseconds: number): void {
    const crashed = this.primary;
    if (crashed.isDown) return;
    this.#stop(crashed);
    this.time.after(milliseconds, null, () => {
      this.primary = crashed.afterCrash(this.random);
    });
  }

  /** The standby takes over; the old primary answers for a while, and nobody waits for its standby any more. */
  failOver(milliseconds: number): void {
    const old = this.primary;
    if (old.isDown || this.deposed !== null) return;
    old.detachStandby();
    old.isDeposed = true;
    this.primary = old.promoted(this.random);
    this.deposed = old;
    this.time.after(milliseconds, null, () => {
      this.#stop(old);
    });
  }

  #stop(server: SimulatedServer): void {
    server.isDown = true;
    for (const link of this.#links) if (link.server === server) link.cut();
  }
}
