import { waitMsFor } from './lease.ts';
import { type ProtocolRules, soundRules } from './protocol-rules.ts';

/** A node as its row shows it. */
export interface Member {
  readonly id: string;
  /** The number up to which it has applied every change. */
  readonly applied: number;
  /** Counts its renewals. */
  readonly beat: number;
  /** How long its leases are, where that is its own affair. */
  readonly leaseMs?: number;
}

/** Times on the monotonic clock of the changer, in milliseconds. */
export interface AcknowledgementParts {
  readonly number: number;
  readonly confirmedAt: number;
  readonly waitMs: number;
  readonly rules?: ProtocolRules;
}

/**
 * When a committed change is over: every node has applied it, is gone or is fenced, or the whole wait has passed, after
 * which no lease from before the change can hold.
 */
export class Acknowledgement {
  readonly #number: number;
  readonly #confirmedAt: number;
  readonly #rules: ProtocolRules;
  #waitMs: number;
  #silent: ReadonlyMap<string, Member> | null = null;
  #membersAt = 0;

  constructor({ number, confirmedAt, waitMs, rules = soundRules }: AcknowledgementParts) {
    this.#number = number;
    this.#waitMs = waitMs;
    this.#rules = rules;
    this.#confirmedAt = confirmedAt;
  }

  /** The nodes that are not fenced, read after the commit; `now`: when they had arrived. */
  membersArrived(members: readonly Member[], now: number): void {
    this.#membersAt = now;
    this.#silent = new Map(this.#behind(members).map((member) => [member.id, member]));
    // An operator may have given nodes leases of different lengths: the longest is waited for.
    const waits = this.silent.map(({ leaseMs = 0 }) => waitMsFor(leaseMs, this.#rules));
    this.#waitMs = Math.max(this.#waitMs, ...waits);
  }

  /** The nodes that are not fenced, read later: who is not among them any more holds no lease from before. */
  looked(members: readonly Member[]): void {
    if (this.#silent === null) return;
    const behind = new Set(this.#behind(members).map(({ id }) => id));
    this.#silent = new Map([...this.#silent].filter(([id]) => behind.has(id)));
  }

  /** A node told here that it has applied changes up to a number. */
  heard(id: string, applied: number): void {
    if (applied < this.#number || !this.#silent?.has(id)) return;
    this.#silent = new Map([...this.#silent].filter(([other]) => other !== id));
  }

  isOver(now: number): boolean {
    if (!this.#rules.awaitsAcknowledgement) return true;
    return this.#silent?.size === 0 || now >= this.overAt;
  }

  /** When it is over at the latest. */
  get overAt(): number {
    return this.#confirmedAt + this.#waitMs;
  }

  /** When those who are still silent may be fenced; null while nobody knows who they are. */
  get fenceAt(): number | null {
    if (this.#silent === null) return null;
    return this.#rules.fencesOnlySilentNodes ? this.#membersAt + this.#waitMs : this.overAt;
  }

  /** Who has not answered, each with the beat that it must still have to be fenced. */
  get silent(): readonly Member[] {
    return [...(this.#silent?.values() ?? [])];
  }

  #behind(members: readonly Member[]): readonly Member[] {
    return members.filter(({ applied }) => applied < this.#number);
  }
}
