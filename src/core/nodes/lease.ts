import { type ProtocolRules, soundRules } from './protocol-rules.ts';

/** One moment on both clocks of this machine, in milliseconds. */
export interface Instant {
  /** Counts from anywhere, never steps, and goes on while the process is stopped. */
  readonly monotonic: number;
  /** Since the Unix epoch; may be set. */
  readonly wall: number;
}

/** How far the two clocks may drift apart since a renewal: beyond it one of them was set, or the machine was frozen. */
const DIVERGENCE_MS_MAX = 50;

/**
 * How long a node may answer from memory: counted on its own monotonic clock from before the renewal was sent, a tenth
 * short, so that a clock that runs ten per cent slow does not outlast those who wait.
 */
export class Lease {
  readonly #serveMs: number;
  readonly #rules: ProtocolRules;
  #deadline = Number.NEGATIVE_INFINITY;
  #offset = 0;

  constructor(leaseMs: number, rules: ProtocolRules = soundRules) {
    this.#serveMs = rules.allowsForDrift ? leaseMs * 0.9 : leaseMs;
    this.#rules = rules;
  }

  /** Counts anew from the moment before a request that has been confirmed since, `answered` at another. */
  extend(begun: Instant, answered: Instant): void {
    const from = this.#rules.countsFromRequest ? begun : answered;
    const deadline = from.monotonic + this.#serveMs;
    if (deadline < this.#deadline) return;
    this.#deadline = deadline;
    this.#offset = from.wall - from.monotonic;
  }

  /** From now on nothing is answered. */
  end(): void {
    this.#deadline = Number.NEGATIVE_INFINITY;
  }

  /** Asked of the clocks themselves: a flag that a timer clears would be late after a stopped process goes on. */
  holds(now: Instant): boolean {
    if (!this.#rules.checksLease) return true;
    return (
      now.monotonic < this.#deadline && Math.abs(now.wall - now.monotonic - this.#offset) <= DIVERGENCE_MS_MAX
    );
  }

  /** Milliseconds left, 0 when it does not hold. */
  remainingMs(now: Instant): number {
    return this.holds(now) ? this.#deadline - now.monotonic : 0;
  }
}

/** How long a changer waits for nodes that say nothing, a tenth longer than a lease, for a clock that runs fast. */
export function waitMsFor(leaseMs: number, rules: ProtocolRules = soundRules): number {
  return rules.allowsForDrift ? leaseMs * 1.1 : leaseMs;
}
