import type { RecordCache } from '../cache/record-cache.ts';

/** How a process keeps its memory in step with what every process writes. */
export interface Following {
  /** Whether memory and store may be relied on at this moment. */
  holdsLease(): boolean;
  /** Waits briefly until they may; rejects with `store_unavailable`. */
  awaitLease(): Promise<void>;
  /** Applies what was committed before the call. */
  catchUp(): Promise<void>;
  /** The time of day that all processes share, Unix milliseconds; null: the machine's. */
  now(): number | null;
  /** Every process that has joined, with the number of the last change. */
  listNodes(): Promise<NodeList>;
  /** Stops relying on anything, and tells the others. */
  leave(): Promise<void>;
}

export interface NodeList {
  readonly lastChange: number;
  readonly nodes: readonly NodeState[];
}

/** A process that serves, as the others see it; times in Unix milliseconds. */
export interface NodeState {
  readonly id: string;
  /** What its operator calls it; only a label. */
  readonly name: string;
  /** It is the one that was asked. */
  readonly isSelf: boolean;
  readonly startedAt: number;
  readonly renewedAt: number;
  /** How long after its last renewal it answers from memory at most; null for a process that is alone. */
  readonly leaseMs: number | null;
  /** The number up to which it has applied every change. */
  readonly applied: number;
  /** Shut out because it did not answer: it holds no lease and joins anew when it is back. */
  readonly isFenced: boolean;
}

/** A process that is the only one to change its store: what it does not know did not happen. */
export function followAlone(
  cache: RecordCache,
  self: { readonly id: string; readonly startedAt: number; now(): number },
): Following {
  return {
    holdsLease: () => true,
    awaitLease: async () => undefined,
    catchUp: async () => undefined,
    now: () => null,
    async listNodes() {
      const { id, startedAt } = self;
      const { applied } = cache;
      const node = { id, name: '', isSelf: true, startedAt, renewedAt: self.now(), leaseMs: null };
      return { lastChange: applied, nodes: [{ ...node, applied, isFenced: false }] };
    },
    leave: async () => undefined,
  };
}
