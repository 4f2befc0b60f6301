import type { UseSum } from '../store.ts';
import { type TokenUse, unused } from '../token/token.ts';

/**
 * Uses counted in memory until the store has them.
 * `settle` makes whatever was counted before the call visible to reads that begin after it.
 */
export class UseCounter {
  readonly #write: (sums: readonly UseSum[]) => Promise<void>;
  #pending = new Map<number, TokenUse>();
  #writing: ReadonlyMap<number, TokenUse> = new Map();
  #settled: Promise<void> = Promise.resolve();

  constructor(write: (sums: readonly UseSum[]) => Promise<void>) {
    this.#write = write;
  }

  /** Counts one use. */
  count(tokenId: number, at: number, ip: string | null): void {
    this.#add(tokenId, { count: 1, lastUsedAt: at, lastUsedIp: ip });
  }

  /** Whether a use of one of these tokens is not in the store yet. */
  owes(tokenIds: readonly number[]): boolean {
    return tokenIds.some((id) => this.#pending.has(id) || this.#writing.has(id));
  }

  /** Whether any use is not in the store yet. */
  get owesAny(): boolean {
    return this.#pending.size > 0 || this.#writing.size > 0;
  }

  /** Writes everything counted so far; when the store fails, the counts are kept for the next call and it rejects. */
  settle(): Promise<void> {
    const next = this.#settled.catch(() => undefined).then(() => this.#writePending());
    this.#settled = next;
    return next;
  }

  async #writePending(): Promise<void> {
    if (this.#pending.size === 0) return;
    const batch = this.#pending;
    this.#pending = new Map();
    this.#writing = batch;
    try {
      await this.#write([...batch].map(([tokenId, use]) => ({ tokenId, use })));
    } catch (error) {
      for (const [tokenId, use] of batch) this.#add(tokenId, use);
      throw error;
    } finally {
      this.#writing = new Map();
    }
  }

  #add(tokenId: number, use: TokenUse): void {
    const before = this.#pending.get(tokenId) ?? unused;
    const newer = (use.lastUsedAt ?? 0) >= (before.lastUsedAt ?? 0) ? use : before;
    this.#pending.set(tokenId, { ...newer, count: before.count + use.count });
  }
}
