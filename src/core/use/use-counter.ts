import type { UseSum } from '../store.ts';
import { type AddressUse, type TokenUse, unused } from '../token/token.ts';
import { latestAddresses } from './latest-addresses.ts';

/**
 * Uses counted in memory until the store has them.
 * `settle` makes whatever was counted before the call visible to reads that begin after it.
 */
export class UseCounter {
  readonly #write: (sums: readonly UseSum[]) => Promise<void>;
  #pending = new Map<number, Uses>();
  #writing: ReadonlyMap<number, Uses> = new Map();
  #settled: Promise<void> = Promise.resolve();
  #moves = 0;

  constructor(write: (sums: readonly UseSum[]) => Promise<void>) {
    this.#write = write;
  }

  /** Counts a use, with the address where that is news. */
  count(tokenId: number, use: TokenUse, addresses: readonly AddressUse[] = []): void {
    this.#add(tokenId, { use, addresses });
  }

  /** Whether any use is not in the store yet. */
  get owesAny(): boolean {
    return this.#pending.size > 0 || this.#writing.size > 0;
  }

  /** Moves whenever uses go from memory to the store: what was read before may lack them, or hold them already. */
  get moves(): number {
    return this.#moves;
  }

  /** Whether uses of a token are on their way to the store: whether a read holds them nobody knows. */
  isMoving(tokenId: number): boolean {
    return this.#writing.has(tokenId);
  }

  /** What the store has of a token's use, with what it does not have yet. */
  addPending(tokenId: number, stored: TokenUse): TokenUse {
    const pending = this.#pending.get(tokenId);
    return pending === undefined ? stored : sumOfUses(stored, pending.use);
  }

  /** The addresses of a token's uses that the store may not have yet. */
  pendingAddresses(tokenId: number): readonly AddressUse[] {
    return [this.#writing, this.#pending].flatMap((uses) => uses.get(tokenId)?.addresses ?? []);
  }

  /** Writes everything counted so far; when the store fails, the counts are kept for the next call and it rejects. */
  settle(): Promise<void> {
    const next = this.#settled.catch(() => undefined).then(() => this.#writePending());
    this.#settled = next;
    return next;
  }

  /** Resolves when no write that was asked for before is under way, however it ended. */
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
    } catch (error) {
      for (const [tokenId, uses] of batch) this.#add(tokenId, uses);
      throw error;
    } finally {
      this.#writing = new Map();
      this.#moves += 1;
    }
  }

  #add(tokenId: number, { use, addresses }: Uses): void {
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

interface Uses {
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
