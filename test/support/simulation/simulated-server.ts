import type { Subject } from '../../../src/core/store-changes.ts';
import type { SeededRandom } from './seeded-random.ts';

/** A change that was made on a server; the same object on every server that has it. */
export interface Commit {
  readonly number: number;
  readonly id: string;
  readonly subjects: readonly Subject[];
}

interface Row {
  readonly applied: number;
  readonly beat: number;
  readonly fenced: boolean;
}

/** Everything that a server stores. */
export class Tables {
  commits = new Map<number, Commit>();
  /** The number of the last change. */
  head = 0;
  /** Changes up to this number were removed from the log. */
  trimmed = 0;
  nodes = new Map<string, Row>();
  tokens = new Set<number>();

  clone(): Tables {
    const copy = new Tables();
    copy.commits = new Map(this.commits);
    copy.head = this.head;
    copy.trimmed = this.trimmed;
    copy.nodes = new Map(this.nodes);
    copy.tokens = new Set(this.tokens);
    return copy;
  }

  /** The number of the last change up to `asOf` that touched a subject; 0 for none. */
  versionOf({ type, id }: Subject, asOf: number): number {
    for (let number = asOf; number > 0; number -= 1)
      if (this.commits.get(number)?.subjects.some((subject) => subject.type === type && subject.id === id))
        return number;
    return 0;
  }
}

type Effect = (tables: Tables) => void;

interface Waiting {
  readonly effect: Effect;
  readonly done: (isWarned: boolean) => void;
}

/** One life of a database server with a synchronous standby: what a commit may count on, and what a crash takes. */
export class SimulatedServer {
  readonly identity: string;
  readonly tables: Tables;
  readonly listeners = new Set<(commit: Commit) => void>();
  isDown = false;
  /** Its standby has taken over. */
  isDeposed = false;
  /** Numbers drawn, where they are not taken from the clock's row. */
  drawn: number;
  readonly #base: Tables;
  readonly #log: { readonly effect: Effect; readonly isSynchronous: boolean }[] = [];
  readonly #locks = new Map<string, (() => void)[]>();
  #standbyHas = 0;
  #sent: number | null = null;
  #waiting: Waiting[] = [];

  readonly #life: number;

  constructor(tables: Tables, life = 1) {
    this.#life = life;
    this.identity = `life ${life}`;
    this.tables = tables;
    this.drawn = tables.head;
    this.#base = tables.clone();
  }

  /** Others see it once the standby has it, or when somebody ends the wait, which is told as a warning. */
  commit(effect: Effect, isSynchronous: boolean, done: (isWarned: boolean) => void): void {
    this.#log.push({ effect, isSynchronous });
    if (isSynchronous && this.#sent !== null) {
      this.#waiting.push({ effect, done });
      return;
    }
    effect(this.tables);
    if (isSynchronous) this.#standbyHas = this.#log.length;
    done(false);
  }

  /** Runs once nobody else holds the lock. */
  lock(name: string, run: () => void): void {
    const queue = this.#locks.get(name);
    if (queue !== undefined) {
      queue.push(run);
      return;
    }
    this.#locks.set(name, []);
    run();
  }

  unlock(name: string): void {
    const next = this.#locks.get(name)?.shift();
    if (next === undefined) this.#locks.delete(name);
    else next();
  }

  detachStandby(): void {
    this.#sent ??= this.#log.length;
  }

  attachStandby(): void {
    if (this.isDown || this.isDeposed) return;
    this.#sent = null;
    this.#standbyHas = this.#log.length;
    this.#end(false);
  }

  /** Somebody ends the waits for the standby. */
  cancelWaits(): void {
    this.#end(true);
  }

  /** What a restarted server has: everything that was flushed, and of what nobody waited for a part. */
  afterCrash(random: SeededRandom): SimulatedServer {
    const flushed = this.#log.findLastIndex(({ isSynchronous }) => isSynchronous) + 1;
    return this.#restored(flushed + random.integer(this.#log.length - flushed + 1));
  }

  /** What the standby has when it takes over. */
  promoted(random: SeededRandom): SimulatedServer {
    const sent = Math.max(this.#sent ?? this.#log.length, this.#standbyHas);
    return this.#restored(this.#standbyHas + random.integer(sent - this.#standbyHas + 1));
  }

  #restored(length: number): SimulatedServer {
    const tables = this.#base.clone();
    for (const { effect } of this.#log.slice(0, length)) effect(tables);
    return new SimulatedServer(tables, this.#life + 1);
  }

  #end(isWarned: boolean): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { effect, done } of waiting) {
      effect(this.tables);
      done(isWarned);
    }
  }
}
