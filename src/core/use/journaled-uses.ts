import { AuthorityError } from '../authority-error.ts';
import type { Random } from '../random.ts';
import { Distribution } from '../statistics/distribution.ts';
import type { AddressUse, TokenUse } from '../token/token.ts';
import { type FoldedJournal, FoldedUses, type FoldParts } from './folded-uses.ts';
import { encodeBatch } from './journal-batch.ts';
import { recoverJournals } from './recover-journals.ts';
import type { UseJournal, UseJournals } from './use-journals.ts';
import type { UseRecord, Uses, UseTally } from './uses.ts';

/** A journal longer than this is ended at the next write, once everything in it is in the store. */
const JOURNAL_LENGTH_MAX = 16 * 1024 * 1024;
const GROUP_SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];
/** Where the store takes nothing for so long that a journal grows to this, uses cannot be kept any more. */
const JOURNAL_LENGTH_LIMIT = 256 * 1024 * 1024;
/** How often the store hears of a journal in which nothing happens: one that it has not heard of is an orphan. */
const TELL_INTERVAL_MS = 600_000;

/** What journaled uses work with. */
export interface JournaledUsesParts extends Omit<FoldParts, 'owner'> {
  readonly journals: UseJournals;
  readonly random: Random;
  /** Told of tokens whose uses could not be kept, before their verdicts are withheld. */
  readonly onLost: (tokenIds: readonly number[]) => void;
  /** Whether the store may lose what it has committed, as a database that fails over may: then journals outlast it. */
  readonly keepsJournals: boolean;
}

interface Group {
  readonly records: UseRecord[];
  readonly written: PromiseWithResolvers<void>;
}

interface Open extends FoldedJournal {
  readonly file: UseJournal;
  /** Number of the last batch that was written whole. */
  written: number;
  /** A write failed: nothing may be appended behind what it left. */
  broken: boolean;
  /** It is long enough: the next write begins another one. */
  spent: boolean;
}

/**
 * Uses that survive the end of the process: each is in a journal before its verdict is given, and goes from there into
 * the store.
 */
export class JournaledUses implements Uses {
  readonly #parts: JournaledUsesParts;
  readonly #folded: FoldedUses;
  #open: Open | null = null;
  /** Tried again until a journal of this id is made, so that a full disk leaves one row and not one a second. */
  #nextId: string | null = null;
  #group: Group | null = null;
  #writer: Promise<void> | null = null;
  #mustRecover = false;
  #closed = false;
  readonly #groups = new Distribution(GROUP_SIZES);

  constructor(parts: JournaledUsesParts) {
    this.#parts = parts;
    const { owner } = parts.journals;
    this.#folded = new FoldedUses({ ...parts, owner }, async () => {
      if (this.#open === null) throw new TypeError('uses without a journal');
      return { journal: this.#open, to: this.#open.written, closes: false };
    });
  }

  count(record: UseRecord): Promise<void> {
    if (this.#closed) {
      this.#parts.onLost([record.tokenId]);
      return Promise.reject(notKept(new Error('uses are not counted any more')));
    }
    this.#group ??= newGroup();
    const group = this.#group;
    group.records.push(record);
    this.#writer ??= this.#writeGroups();
    return group.written.promise;
  }

  get tally(): UseTally {
    return { ...this.#folded.tally, groups: this.#groups };
  }

  get owesAny(): boolean {
    return this.#folded.owesAny;
  }

  get moves(): number {
    return this.#folded.moves;
  }

  isMoving(tokenId: number): boolean {
    return this.#folded.isMoving(tokenId);
  }

  addPending(tokenId: number, stored: TokenUse): TokenUse {
    return this.#folded.addPending(tokenId, stored);
  }

  pendingAddresses(tokenId: number): readonly AddressUse[] {
    return this.#folded.pendingAddresses(tokenId);
  }

  moved(): Promise<void> {
    return this.#folded.moved();
  }

  async settle(): Promise<void> {
    await this.#folded.settle();
    await this.#recoverLost();
    const open = this.#open;
    if (open === null) return;
    if (open.file.length > JOURNAL_LENGTH_MAX) open.spent = true;
    if (this.#parts.clock.now() - open.toldAt > TELL_INTERVAL_MS)
      await this.#folded.tell(open, { closes: false });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#writer;
    await this.#folded.settle();
    if (this.#open !== null) await this.#end(this.#open);
  }

  /** One write at a time; what is counted meanwhile waits for the next. */
  async #writeGroups(): Promise<void> {
    while (this.#group !== null) {
      await this.#parts.journals.nextTurn();
      const group: Group = this.#group;
      this.#group = null;
      await this.#write(group.records).then(group.written.resolve, (cause: unknown) => {
        this.#parts.onLost(group.records.map(({ tokenId }) => tokenId));
        group.written.reject(notKept(cause));
      });
    }
    this.#writer = null;
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
    for (const record of records) this.#folded.count(record);
  }

  async #usable(): Promise<Open> {
    if (this.#open?.broken) await this.#retire(this.#open);
    else if (this.#open?.spent) await this.#retire(this.#open).catch(() => this.#goOn());
    this.#open ??= await this.#create();
    return this.#open;
  }

  /** Ends a journal between two writes, when everything in it is in memory and nothing is added. */
  async #retire(open: Open): Promise<void> {
    await this.#folded.settle();
    await this.#end(open);
  }

  /** With a journal that could not be ended, until the next attempt. */
  #goOn(): void {
    if (this.#open === null) return;
    if (this.#open.file.length > JOURNAL_LENGTH_LIMIT) throw new Error('the journal is full');
    this.#open.spent = false;
  }

  // The row first: a journal that the store does not know would be set aside by the next start.
  async #create(): Promise<Open> {
    const { random, change, journals, clock } = this.#parts;
    this.#nextId ??= random.uuid();
    const id = this.#nextId;
    const toldAt = clock.now();
    await change.openJournal({ id, owner: journals.owner, at: toldAt });
    const file = await journals.create(id);
    this.#nextId = null;
    const read = () => file.read();
    return { id, file, read, toldAt, written: 0, folded: 0, broken: false, spent: false };
  }

  async #end(open: Open): Promise<void> {
    // Never a file that holds what the store does not have.
    if (open.folded !== open.written) throw new Error('a journal is not in the store yet');
    await this.#folded.tell(open, { closes: true });
    this.#open = null;
    await open.file.end(this.#parts.keepsJournals ? { to: open.written } : null);
  }

  /** Where the store has lost folds of this journal, it has lost those of earlier ones, which are kept for that. */
  async #recoverLost(): Promise<void> {
    this.#mustRecover = this.#folded.takeLost() || this.#mustRecover;
    if (!this.#mustRecover) return;
    const left = await this.#parts.journals.listLeft();
    const others = left.filter(({ id }) => id !== this.#open?.id && id !== this.#nextId);
    await recoverJournals(this.#parts, others);
    this.#mustRecover = false;
  }
}

function notKept(cause: unknown): AuthorityError {
  return new AuthorityError('store_unavailable', 'The use cannot be counted.', null, { cause });
}

function newGroup(): Group {
  const written = Promise.withResolvers<void>();
  // Whoever counted hears of a failure; a group that nobody waits for must not end the process.
  written.promise.catch(() => undefined);
  return { records: [], written };
}
