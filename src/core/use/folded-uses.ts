import { AuthorityError } from '../authority-error.ts';
import type { Clock } from '../clock.ts';
import type { ProtocolTrial } from '../nodes/protocol-trial.ts';
import type { StoreReads } from '../store.ts';
import type { StoreChanges, UseSum } from '../store-changes.ts';
import type { AddressUse, TokenUse } from '../token/token.ts';
import { readBatches } from './journal-batch.ts';
import { UseCounter } from './use-counter.ts';
import type { UseRecord, Uses, UseTally } from './uses.ts';

/** A journal as the store has it. */
export interface FoldedJournal {
  readonly id: string;
  /** Number of the last batch that is in the store. */
  folded: number;
  /** When the store last heard of it. */
  toldAt: number;
  /** Its batches as they were written; empty where there is no file. */
  read(): Promise<string>;
}

/** What taking uses into the store works with. */
export interface FoldParts {
  readonly store: Pick<StoreReads, 'readJournal'>;
  readonly change: Pick<StoreChanges, 'openJournal' | 'foldUses'>;
  readonly clock: Clock;
  /** Where the journals are. */
  readonly owner: string;
  readonly trial?: ProtocolTrial;
}

/** Sums on their way to the store, with the number of the last batch that they hold. */
interface Fold {
  readonly journal: FoldedJournal;
  readonly to: number;
  readonly sums: readonly UseSum[];
  /** How many uses of this process the sums hold. */
  readonly uses: number;
  /** Nothing more will come from this journal. */
  readonly closes: boolean;
}

/** How often a fold is tried anew at most when the store turns out to be elsewhere than it was. */
const ATTEMPTS = 3;

/**
 * Uses in memory that go into the store exactly once, because the number of the last batch taken over is written
 * together with the sums, from where it stood before or not at all.
 */
export class FoldedUses implements Uses {
  readonly #parts: FoldParts;
  readonly #counter: UseCounter;
  #unsure: Fold | null = null;
  #unsureByToken: ReadonlyMap<number, readonly UseSum[]> | null = null;
  /** How often an unsure fold was found or written. */
  #told = 0;
  #settling: Promise<void> = Promise.resolve();
  #lost = false;
  #stored = 0;

  /** `upTo` tells, when sums are about to be written, what journal they are of and the number of its last batch. */
  constructor(parts: FoldParts, upTo: () => Promise<Pick<Fold, 'journal' | 'to' | 'closes'>>) {
    this.#parts = parts;
    this.#counter = new UseCounter((sums) => this.#fold(sums, upTo));
  }

  count(record: UseRecord): undefined {
    this.#counter.count(record);
  }

  get tally(): UseTally {
    return { ...this.#counter.tally, stored: this.#stored };
  }

  get owesAny(): boolean {
    return this.#counter.owesAny || this.#unsure !== null;
  }

  get moves(): number {
    return this.#counter.moves + this.#told;
  }

  /** Whether the store was found to have lost what it had, since this was last asked. */
  takeLost(): boolean {
    const lost = this.#lost;
    this.#lost = false;
    return lost;
  }

  isMoving(tokenId: number): boolean {
    return this.#counter.isMoving(tokenId) || this.#unsureOf(tokenId).length > 0;
  }

  addPending(tokenId: number, stored: TokenUse): TokenUse {
    return this.#counter.addPending(tokenId, stored);
  }

  pendingAddresses(tokenId: number): readonly AddressUse[] {
    const unsure = this.#unsureOf(tokenId).flatMap(({ addresses }) => addresses);
    return [...unsure, ...this.#counter.pendingAddresses(tokenId)];
  }

  async moved(): Promise<void> {
    await this.#counter.moved();
    await this.#settleUnsure().catch(() => undefined);
  }

  async settle(): Promise<void> {
    await this.#counter.settle();
    await this.#settleUnsure();
  }

  close(): Promise<void> {
    return this.settle();
  }

  /** Tells the store that a journal is still written to, or that nothing more comes. */
  tell(journal: FoldedJournal, { closes }: Pick<Fold, 'closes'>): Promise<void> {
    return this.#next(async () => {
      await this.#writeUnsure();
      this.#setUnsure({ journal, to: journal.folded, sums: [], uses: 0, closes });
      await this.#writeUnsure();
    });
  }

  async #fold(
    sums: readonly UseSum[],
    upTo: () => Promise<Pick<Fold, 'journal' | 'to' | 'closes'>>,
  ): Promise<void> {
    // Whatever becomes of the writes before: until it is asked, the sums are those of all batches up to now.
    const uses = sums.reduce((all, { use }) => all + use.count, 0);
    const fold = { ...(await upTo()), sums, uses };
    await this.#settleUnsure();
    this.#setUnsure(fold);
    await this.#settleUnsure().catch(() => undefined);
  }

  /**
   * Writes the fold under way, or finds it written. One that failed may have been committed all the same, or may yet
   * be: it stays what it is until the store tells, because with other uses in it nobody could say which are counted.
   */
  #settleUnsure(): Promise<void> {
    return this.#next(() => this.#writeUnsure());
  }

  #next(step: () => Promise<void>): Promise<void> {
    const next = this.#settling.catch(() => undefined).then(step);
    this.#settling = next;
    return next;
  }

  async #writeUnsure(): Promise<void> {
    for (let left = ATTEMPTS; this.#unsure !== null; left -= 1) {
      const { journal, to, sums, uses, closes } = this.#unsure;
      const { change, clock, trial } = this.#parts;
      const at = clock.now();
      const fold = { journal: journal.id, from: journal.folded, to, sums, at, closes };
      const { outcome } = await change.foldUses(fold);
      await trial?.pauseAt?.('between fold and knowing');
      if (outcome === 'stale' && !(await this.#isWritten(this.#unsure, left === 1))) continue;
      journal.folded = to;
      journal.toldAt = at;
      this.#stored += uses;
      this.#setUnsure(null);
      this.#told += 1;
    }
  }

  /** Finds out where the store is; where it has lost folds, those batches are read again and go with this one. */
  async #isWritten(fold: Fold, isLast: boolean): Promise<boolean> {
    const { store, change, clock, owner } = this.#parts;
    const { journal, to } = fold;
    const before = journal.folded;
    const found = await store.readJournal(journal.id);
    if (found === to && to !== before) return true;
    if ((found ?? 0) > before || isLast)
      throw new AuthorityError('store_unavailable', 'Another process has folded this journal.');
    // The row goes with the counts that it stands for: without it, the store has none of this journal.
    if (found === null) await change.openJournal({ id: journal.id, owner, at: clock.now() });
    const batches = readBatches(await journal.read(), found ?? 0).filter(({ number }) => number <= before);
    this.#setUnsure({ ...fold, sums: [...batches.flatMap(({ records }) => records), ...fold.sums] });
    journal.folded = found ?? 0;
    this.#lost = true;
    return false;
  }

  #setUnsure(fold: Fold | null): void {
    this.#unsure = fold;
    this.#unsureByToken = null;
  }

  #unsureOf(tokenId: number): readonly UseSum[] {
    if (this.#unsure === null) return [];
    this.#unsureByToken ??= Map.groupBy(this.#unsure.sums, (sum) => sum.tokenId);
    return this.#unsureByToken.get(tokenId) ?? [];
  }
}
