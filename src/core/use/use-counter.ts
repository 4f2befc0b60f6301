import type { UseSum } from '../store-changes.ts';
import { type AddressUse, type TokenUse, unused } from '../token/token.ts';
import { latestAddresses } from './latest-addresses.ts';
import type { UseRecord, Uses, UseTally } from './uses.ts';

/** Uses counted in memory until the store has them: those that it does not have end with the process. */
export class UseCounter implements Uses {
  readonly #write: (sums: readonly UseSum[]) => Promise<void>;
  #pending = new Map<number, Outstanding>();
  #writing: ReadonlyMap<number, Outstanding> = new Map();
  #settled: Promise<void> = Promise.resolve();
  #moves = 0;
  #counted = 0;
  #stored = 0;

  constructor(write: (sums: readonly UseSum[]) => Promise<void>) {
    this.#write = write;
  }

  get tally(): UseTally {
    return { counted: this.#counted, stored: this.#stored, groups: null };
  }

  count({ tokenId, use, addresses }: UseRecord): undefined {
    this.#counted += use.count;
    this.#add(tokenId, { use, addresses });
  }

  get owesAny(): boolean {
    return this.#pending.size > 0 || this.#writing.size > 0;
  }

  get moves(): number {
    return this.#moves;
  }

  isMoving(tokenId: number): boolean {
    return this.#writing.has(tokenId);
  }

  addPending(tokenId: number, stored: TokenUse): TokenUse {
    const pending = this.#pending.get(tokenId);
    return pending === undefined ? stored : sumOfUses(stored, pending.use);
  }

  pendingAddresses(tokenId: number): readonly AddressUse[] {
    return [this.#writing, this.#pending].flatMap((uses) => uses.get(tokenId)?.addresses ?? []);
  }

  settle(): Promise<void> {
    const next = this.#settled.catch(() => undefined).then(() => this.#writePending());
    this.#settled = next;
    return next;
  }

  close(): Promise<void> {
    return this.settle();
  }

  moved(): Promise<void> {
    return this.#settled.catch(() => undefined);
  }

  async #writePending(): Promise<void> {
    if (this.#pending.size === 0) return;
    const batch = this.#pending;
    this.#pending = new Map();
    this.#writing = batch;
    this.#moves += 1;
    try {
      await this.#write([...batch].map(([tokenId, uses]) => ({ tokenId, ...uses })));
      for (const { use } of batch.values()) this.#stored += use.count;
    } catch (error) {
      for (const [tokenId, uses] of batch) this.#add(tokenId, uses);
      throw error;
    } finally {
      this.#writing = new Map();
      this.#moves += 1;
    }
  }

  #add(tokenId: number, { use, addresses }: Outstanding): void {
    const before = this.#pending.get(tokenId);
    this.#pending.set(tokenId, {
      use: sumOfUses(before?.use ?? unused, use),
      addresses:
        addresses.length === 0
          ? (before?.addresses ?? [])
          : latestAddresses(before?.addresses ?? [], addresses),
    });
  }
}

interface Outstanding {
  readonly use: TokenUse;
  readonly addresses: readonly AddressUse[];
}

/** Two uses together: counts added, the later last use kept. */
export function sumOfUses(one: TokenUse, other: TokenUse): TokenUse {
  const later = (other.lastUsedAt ?? -1) >= (one.lastUsedAt ?? -1) ? other : one;
  return {
    count: one.count + other.count,
    lastUsedAt: later.lastUsedAt,
    lastUsedIp: later.lastUsedIp,
    notedAt: one.notedAt === null ? other.notedAt : Math.max(one.notedAt, other.notedAt ?? 0),
  };
}
