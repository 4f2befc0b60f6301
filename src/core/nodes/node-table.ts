import type { Subject } from '../store-changes.ts';
import type { Member } from './acknowledgement.ts';
import type { NodeState } from './following.ts';
import type { LoggedChange } from './logged-change.ts';
import type { LogHead, NodeRow } from './node-database.ts';

/** Changes kept for those who missed some; who missed more forgets everything. */
const CHANGES_MAX = 4_096;

interface Row {
  readonly name: string;
  readonly startedAt: number;
  renewedAt: number;
  applied: number;
  beat: number;
  fenced: boolean;
}

/**
 * The nodes and the log of changes in the memory of the one process that writes, asked as a database would be. It ends
 * with that process, and so does every node in it.
 */
export class NodeTable {
  readonly #now: () => number;
  readonly #rows = new Map<string, Row>();
  readonly #log = new Map<number, readonly Subject[]>();
  #head: number;

  /** `head`: the number of the last change before; `now`: Unix milliseconds. */
  constructor(head: number, now: () => number) {
    this.#head = head;
    this.#now = now;
  }

  /** The number of the last change. */
  get head(): number {
    return this.#head;
  }

  /** Takes a committed change into the log; behind a gap, those who missed one find nothing of what was before. */
  append({ number, subjects }: LoggedChange): void {
    if (number <= this.#head) return;
    if (number !== this.#head + 1) this.#log.clear();
    this.#head = number;
    this.#log.set(number, subjects);
    this.#log.delete(number - CHANGES_MAX);
  }

  register(id: string, name: string): void {
    const at = this.#now();
    this.#rows.set(id, { name, startedAt: at, renewedAt: at, applied: 0, beat: 0, fenced: false });
  }

  readNode(id: string): NodeRow | null {
    const row = this.#rows.get(id);
    return row === undefined ? null : { beat: row.beat, fenced: row.fenced, ...this.#logHead() };
  }

  renew(id: string): NodeRow | null {
    const row = this.#rows.get(id);
    if (row === undefined || row.fenced) return null;
    row.beat += 1;
    row.renewedAt = this.#now();
    return this.readNode(id);
  }

  /** The changes above a number in order; none where the first of them is not kept any more. */
  readChanges(after: number): LogHead & { readonly changes: readonly LoggedChange[] } {
    const changes: LoggedChange[] = [];
    for (let number = after + 1; number <= this.#head; number += 1) {
      const subjects = this.#log.get(number);
      if (subjects === undefined) return { ...this.#logHead(), changes: [] };
      changes.push({ number, subjects });
    }
    return { ...this.#logHead(), changes };
  }

  acknowledge(id: string, applied: number): void {
    const row = this.#rows.get(id);
    if (row !== undefined) row.applied = Math.max(row.applied, applied);
  }

  remove(id: string): void {
    this.#rows.delete(id);
  }

  /** The nodes that are not fenced. */
  members(): readonly Member[] {
    return [...this.#rows]
      .filter(([, { fenced }]) => !fenced)
      .map(([id, { applied, beat }]) => ({ id, applied, beat }));
  }

  /** Fences a node, unless it has renewed its lease since. */
  fence({ id, beat }: Pick<Member, 'id' | 'beat'>): void {
    const row = this.#rows.get(id);
    if (row?.beat === beat) row.fenced = true;
  }

  list(): readonly Omit<NodeState, 'isSelf' | 'leaseMs'>[] {
    return [...this.#rows].map(([id, { name, startedAt, renewedAt, applied, fenced }]) => {
      return { id, name, startedAt, renewedAt, applied, isFenced: fenced };
    });
  }

  #logHead(): LogHead {
    return { head: this.#head, time: this.#now() };
  }
}
