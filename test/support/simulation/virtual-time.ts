/** A process to which things happen: nothing of a dead one runs any more, and nothing of a paused one until it goes on. */
export interface Owner {
  readonly isDead: boolean;
  readonly isPaused: boolean;
  /** What happened meanwhile. */
  readonly backlog: (() => void)[];
}

interface Event {
  readonly time: number;
  readonly order: number;
  readonly owner: Owner | null;
  readonly action: () => void;
}

const TURNS = 64;

/**
 * Time that moves from event to event. After each event that reaches a process everything that it set going runs to its
 * end, so that the order of events decides everything.
 */
export class VirtualTime {
  readonly #heap: Event[] = [];
  #order = 0;
  #now = 0;

  get now(): number {
    return this.#now;
  }

  /** Lets something happen after a time: to a process, or outside of all of them. */
  after(milliseconds: number, owner: Owner | null, action: () => void): void {
    this.#order += 1;
    this.#push({ time: this.#now + milliseconds, order: this.#order, owner, action });
  }

  /** Runs every event up to a time. */
  run(end: number): Promise<void> {
    return new Promise((resolve, reject) => {
      let isOver = false;
      const turn = () => {
        if (isOver) return;
        try {
          isOver = !this.#advance(end);
          if (isOver) resolve();
        } catch (error) {
          isOver = true;
          reject(error);
        }
      };
      // Between two callbacks of one batch Node runs every promise that is settled.
      const batch = () => {
        for (let left = TURNS; left > 0; left -= 1) setImmediate(turn);
        setImmediate(() => isOver || batch());
      };
      batch();
    });
  }

  /** Up to the first event that reaches a process; false at the end. */
  #advance(end: number): boolean {
    while (true) {
      const event = this.#pop();
      if (event === undefined || event.time > end) return false;
      this.#now = event.time;
      const { owner, action } = event;
      if (owner?.isDead) continue;
      if (owner?.isPaused) {
        owner.backlog.push(action);
        continue;
      }
      action();
      if (owner !== null) return true;
    }
  }

  #push(event: Event): void {
    const heap = this.#heap;
    let at = heap.push(event) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (isBefore(heap[parent]!, event)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = event;
  }

  #pop(): Event | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let at = 0;
    while (true) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
      if (isBefore(last, heap[child]!)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

function isBefore(one: Event, other: Event): boolean {
  return one.time < other.time || (one.time === other.time && one.order < other.order);
}
