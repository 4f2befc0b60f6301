import type { AuthorityContext } from '../../../src/core/authority-context.ts';
import { RecordCache } from '../../../src/core/cache/record-cache.ts';
import { DatabaseTime } from '../../../src/core/nodes/database-time.ts';
import { Follower, type PausePoint } from '../../../src/core/nodes/follower.ts';
import { type Instant, Lease } from '../../../src/core/nodes/lease.ts';
import { lookUpSecret } from '../../../src/core/operations/look-up-record.ts';
import { reachChange } from '../../../src/core/operations/reach-change.ts';
import type { FoundToken } from '../../../src/core/store.ts';
import type { Subject } from '../../../src/core/store-changes.ts';
import { IrregularSecrets } from '../../../src/core/token/irregular-secrets.ts';
import type { TokenDetails } from '../../../src/core/token/token.ts';
import { fingerprintOf } from '../../../src/core/token/token-digest.ts';
import type { Shown } from './history.ts';
import type { SimulatedConnection } from './simulated-connection.ts';
import { type LinkOwner, SimulatedLink } from './simulated-link.ts';
import type { SimulatedServer } from './simulated-server.ts';
import { accountOf, detailsOf, digestKey, secretOf, tokenOfDigest } from './simulated-tokens.ts';
import type { Simulation } from './simulation.ts';

/** One life of a process that serves: the protocol's parts, driven as over real connections. */
export class SimulatedNode implements LinkOwner {
  readonly name: string;
  readonly backlog: (() => void)[] = [];
  isDead = false;
  isPaused = false;
  readonly cache: RecordCache;
  readonly follower: Follower;
  readonly #simulation: Simulation;
  readonly #lease: Lease;
  readonly #link: SimulatedLink;
  readonly #context: AuthorityContext;
  readonly #lookUps = new Map<number, Promise<FoundToken>>();
  #clock: { rate: number; from: number; value: number };
  #wallOffset = 0;

  constructor(simulation: Simulation, name: string, rate: number) {
    this.#simulation = simulation;
    this.name = name;
    this.#link = new SimulatedLink(simulation, this);
    this.#clock = { rate, from: simulation.time.now, value: simulation.random.between(0, 1e6) };
    const { rules } = simulation;
    const irregular = new IrregularSecrets(10);
    this.cache = new RecordCache({ tokensMax: 100, irregular, rules });
    this.#lease = new Lease(simulation.leaseMs, rules);
    this.follower = new Follower({
      cache: this.cache,
      lease: this.#lease,
      time: new DatabaseTime(),
      instant: () => this.#instant(),
      newId: () => simulation.newId(name),
      name,
      onHistoryLost: () => undefined,
      rules,
      pauseAt: (point) => this.pauseAt(point),
    });
    this.#context = this.#createContext(irregular);
    void this.#link.run();
  }

  get monotonic(): number {
    const { rate, from, value } = this.#clock;
    return value + (this.#simulation.time.now - from) * rate;
  }

  /** The server that it follows, once it has joined. */
  get server(): SimulatedServer | null {
    return this.#link.server;
  }

  get connections(): readonly SimulatedConnection[] {
    return this.#link.connections;
  }

  setRate(rate: number): void {
    this.#clock = { rate, from: this.#simulation.time.now, value: this.monotonic };
  }

  stepWallClock(milliseconds: number): void {
    this.#wallOffset += milliseconds;
  }

  sleep(milliseconds: number): Promise<void> {
    const { time, random } = this.#simulation;
    const real = Math.max(milliseconds, 0) / this.#clock.rate;
    return new Promise((resolve) => time.after(real + random.next(), this, resolve));
  }

  /** Now and then a process is held up between two steps. */
  async pauseAt(_point: PausePoint): Promise<void> {
    const { random, options } = this.#simulation;
    if (random.chance(options.stepPauses)) await this.sleep(random.between(0, options.stepPauseMs));
  }

  async verify(token: number, minAsOf: number | null = null): Promise<void> {
    const { history } = this.#simulation;
    const subjects: readonly Subject[] = [
      { type: 'token', id: token },
      { type: 'account', id: accountOf(token) },
    ];
    const promised = history.promisedNow(token, subjects);
    const where = `${this.name} at ${this.#simulation.time.now.toFixed(1)}`;
    try {
      if (minAsOf !== null) await reachChange(this.#context, minAsOf);
      const { details, asOf } = await lookUpSecret(this.#contextFor(token), secretOf(token));
      const { lineage } = this.#link;
      const { primary } = this.#simulation;
      if (minAsOf !== null && asOf < minAsOf && lineage === primary)
        history.violate(`${where}: as of ${asOf} where ${minAsOf} was asked for`);
      if (details === null) history.unknown(promised, where, lineage !== primary);
      else
        history.answer(promised, { where, server: lineage, asOf, shown: this.#shownIn(details, subjects) });
    } catch {
      history.refused += 1;
    }
  }

  leave(): Promise<void> {
    return this.#link.leave();
  }

  #shownIn({ token, account }: TokenDetails, subjects: readonly Subject[]): readonly Shown[] {
    return [token, account].map((part, at) => {
      const { server, version } = (part as { attributes: object }).attributes as unknown as Omit<
        Shown,
        'subject'
      >;
      return { subject: subjects[at] as Subject, server, version };
    });
  }

  #instant(): Instant {
    return { monotonic: this.monotonic, wall: this.monotonic + this.#wallOffset };
  }

  #createContext(irregular: IrregularSecrets): AuthorityContext {
    const holdsLease = () => this.#lease.holds(this.#instant());
    const parts = {
      cache: this.cache,
      irregular,
      trial: { pauseAt: (point: PausePoint) => this.pauseAt(point) },
      keys: { digestKey, other: null },
      kinds: { recognise: () => ({ class: 'well_formed' }) },
      counters: { cacheHits: 0, cacheMisses: 0, storeLookUps: 0 },
      uses: { moves: 0, isMoving: () => false, addPending: (_: number, use: unknown) => use },
      store: { findTokenByDigest: (digests: readonly Buffer[]) => this.#find(tokenOfDigest(digests)) },
      following: {
        holdsLease,
        awaitLease: () => this.#link.awaitLease(holdsLease),
        catchUp: () => this.#link.catchUp(),
      },
    };
    return parts as unknown as AuthorityContext;
  }

  #contextFor(token: number): AuthorityContext {
    if (this.#simulation.rules.looksUpUnderLease) return this.#context;
    const isRemembered = () => this.cache.find(fingerprintOf(secretOf(token))) !== null;
    const { following } = this.#context;
    const holdsLease = () => following.holdsLease() || !isRemembered();
    return { ...this.#context, following: { ...following, holdsLease } };
  }

  /** A mutant lets a verification join the look-up of an earlier one. */
  #find(token: number): Promise<FoundToken> {
    if (this.#simulation.rules.sharesNoLookUpSent) return this.#lookUp(token);
    const sent = this.#lookUps.get(token);
    if (sent !== undefined) return sent;
    const lookUp = this.#lookUp(token).finally(() => this.#lookUps.delete(token));
    this.#lookUps.set(token, lookUp);
    return lookUp;
  }

  async #lookUp(token: number): Promise<FoundToken> {
    const { time, rules, random, options, latency } = this.#simulation;
    for (let attempt = 1; ; attempt += 1) {
      const { lookUps } = await this.#link.awaitPair();
      try {
        return await lookUps.ask<FoundToken>((server, done) => {
          const { tables } = server;
          const late = random.chance(options.staleReads) ? random.integer(3) : 0;
          const asOf = Math.max(tables.head - late, 0);
          const details = tables.tokens.has(token) ? detailsOf(token, server, asOf) : null;
          if (rules.looksUpInOneStatement) done({ details, asOf });
          else time.after(latency(), null, () => done({ details, asOf: tables.head }));
        });
      } catch (error) {
        if (attempt === 3) throw error;
      }
    }
  }
}
