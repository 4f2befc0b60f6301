import { AuthorityError } from '../authority-error.ts';
import type { Random } from '../random.ts';
import { Distribution } from '../statistics/distribution.ts';
import type { StoreReads } from '../store.ts';
import type { StoreChanges, UseSum } from '../store-changes.ts';
import type { AddressUse, TokenUse } from '../token/token.ts';
import { encodeBatch } from './journal-batch.ts';
import { UseCounter } from './use-counter.ts';
import type { UseJournal, UseJournals } from './use-journals.ts';
import type { UseRecord, Uses, UseTally } from './uses.ts';

/** A journal longer than this is ended as soon as everything in it is in the store. */
const JOURNAL_LENGTH_MAX = 16 * 1024 * 1024;
const GROUP_SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

/** What journaled uses work with. */
export interface JournaledUsesParts {
  readonly journals: UseJournals;
  readonly store: Pick<StoreReads, 'readJournal'>;
  readonly change: Pick<StoreChanges, 'openJournal' | 'foldUses'>;
  readonly random: Random;
}

interface Group {
  readonly records: UseRecord[];
  readonly written: PromiseWithResolvers<void>;
}

interface Open {
  readonly id: string;
  readonly file: UseJournal;
  /** Number of the last batch that was written whole. */
  written: number;
  /** Number of the last batch that is in the store. */
  folded: number;
  /** A write failed: nothing may be appended behind what it left. */
  broken: boolean;
}

/** Sums on their way to the store, with the number of the last batch that they hold. */
interface Fold {
  readonly open: Open;
  readonly to: number;
  readonly sums: ReadonlyMap<number, UseSum>;
}

/**
 * Uses that survive the end of the process: each is in a journal before its verdict is given, and goes from there into
 * the store exactly once, because the number of the last batch taken over is written together with the sums.
 */
export class JournaledUses implements Uses {
  readonly #parts: JournaledUsesParts;
  readonly #counter = new UseCounter((sums) => this.#fold(sums));
  #open: Open | null = null;
  #group: Group | null = null;
  #writing = false;
  #unsure: Fold | null = null;
  readonly #groups = new Distribution(GROUP_SIZES);
  #stored = 0;
  /** How often an unsure fold was found or written. */
  #told = 0;
  #settling: Promise<void> = Promise.resolve();

  constructor(parts: JournaledUsesParts) {
    this.#parts = parts;
  }

  count(record: UseRecord): Promise<void> {
    this.#group ??= newGroup();
    const group = this.#group;
    group.records.push(record);
    if (!this.#writing) void this.#writeGroups();
    return group.written.promise;
  }

  get tally(): UseTally {
    return { counted: this.#counter.tally.counted, stored: this.#stored, groups: this.#groups };
  }

  get owesAny(): boolean {
    return this.#counter.owesAny || this.#unsure !== null;
  }

  get moves(): number {
    return this.#counter.moves + this.#told;
  }

  isMoving(tokenId: number): boolean {
    return this.#counter.isMoving(tokenId) || this.#unsureOf(tokenId) !== undefined;
  }

  addPending(tokenId: number, stored: TokenUse): TokenUse {
    return this.#counter.addPending(tokenId, stored);
  }

  pendingAddresses(tokenId: number): readonly AddressUse[] {
    return [...(this.#unsureOf(tokenId)?.addresses ?? []), ...this.#counter.pendingAddresses(tokenId)];
  }

  async moved(): Promise<void> {
    await this.#counter.moved();
    await this.#settleUnsure().catch(() => undefined);
  }

  async settle(): Promise<void> {
    await this.#settleAll();
    const open = this.#open;
    const isSpent = open !== null && open.file.length > JOURNAL_LENGTH_MAX && open.folded === open.written;
    if (isSpent && !this.#writing) await this.#end(open);
  }

  async close(): Promise<void> {
    await this.#settleAll();
    if (this.#open !== null) await this.#end(this.#open);
  }

  /** One write at a time; what is counted meanwhile waits for the next. */
  async #writeGroups(): Promise<void> {
    this.#writing = true;
    while (this.#group !== null) {
      await this.#parts.journals.nextTurn();
      const group: Group = this.#group;
      this.#group = null;
      await this.#write(group.records).then(group.written.resolve, (cause: unknown) =>
        group.written.reject(
          new AuthorityError('store_unavailable', 'The use cannot be counted.', null, { cause }),
        ),
      );
    }
    this.#writing = false;
  }

  async #write(records: readonly UseRecord[]): Promise<void> {
    const open = await this.#usable();
    const number = open.written + 1;
    try {
      await open.file.append(encodeBatch({ number, records }));
    } catch (error) {
      open.broken = true;
      throw error;
    }
    // The whole batch at once: a fold in between would put its number into the store with a part of its uses.
    open.written = number;
    this.#groups.note(records.length);
    for (const record of records) this.#counter.count(record);
  }

  async #usable(): Promise<Open> {
    if (this.#open?.broken) {
      await this.#settleAll();
      await this.#end(this.#open);
    }
    this.#open ??= await this.#create();
    return this.#open;
  }

  // The row first: a journal that the store does not know would be set aside by the next start.
  async #create(): Promise<Open> {
    const { random, change, journals } = this.#parts;
    const id = random.uuid();
    await change.openJournal({ id });
    return { id, file: await journals.create(id), written: 0, folded: 0, broken: false };
  }

  async #end(open: Open): Promise<void> {
    if (this.#open === open) this.#open = null;
    await open.file.remove();
  }

  async #settleAll(): Promise<void> {
    await this.#counter.settle();
    await this.#settleUnsure();
  }

  async #fold(sums: readonly UseSum[]): Promise<void> {
    const open = this.#open;
    if (open === null) throw new TypeError('uses without a journal');
    const fold = { open, to: open.written, sums: new Map(sums.map((sum) => [sum.tokenId, sum])) };
    await this.#settleUnsure();
    this.#unsure = fold;
    await this.#settleUnsure().catch(() => undefined);
  }

  /**
   * Writes the fold under way, or finds it written. One that failed may have been committed all the same, or may yet
   * be: it stays what it is until the store tells, because with other uses in it nobody could say which are counted.
   */
  #settleUnsure(): Promise<void> {
    const next = this.#settling.catch(() => undefined).then(() => this.#writeUnsure());
    this.#settling = next;
    return next;
  }

  async #writeUnsure(): Promise<void> {
    if (this.#unsure === null) return;
    const { open, to, sums } = this.#unsure;
    const { change, store } = this.#parts;
    const { outcome } = await change.foldUses({
      journal: open.id,
      from: open.folded,
      to,
      sums: [...sums.values()],
    });
    if (outcome === 'stale' && (await store.readJournal(open.id)) !== to)
      throw new AuthorityError('store_unavailable', 'Another process has folded this journal.');
    open.folded = to;
    for (const { use } of sums.values()) this.#stored += use.count;
    this.#unsure = null;
    this.#told += 1;
  }

  #unsureOf(tokenId: number): UseSum | undefined {
    return this.#unsure?.sums.get(tokenId);
  }
}

function newGroup(): Group {
  const written = Promise.withResolvers<void>();
  // Whoever counted hears of a failure; a group that nobody waits for must not end the process.
  written.promise.catch(() => undefined);
  return { records: [], written };
}
