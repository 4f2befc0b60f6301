/** One append-only journal of uses. */
export interface UseJournal {
  /** Writes a batch behind the others, whole or not at all as far as the caller knows; rejects otherwise. */
  append(batch: string): Promise<void>;
  /** Bytes appended so far. */
  readonly length: number;
  /** Everything in it, as far as it can be read. */
  read(): Promise<string>;
  /** Ends it, everything in it being in the store: removed, or kept for a day in case the store loses what it has. */
  end(kept: Kept | null): Promise<void>;
}

/** A journal that is kept although the store has all of it, up to the batch of this number. */
interface Kept {
  readonly to: number;
}

/** Where journals are kept: what the core needs of a disk. */
export interface UseJournals {
  /** Where they are, for people who look for one. */
  readonly owner: string;
  /** Makes a journal; its id is new. One that could not be made has left nothing. */
  create(id: string): Promise<UseJournal>;
  /** Journals that are not open: left by processes before this one, or kept. */
  listLeft(): Promise<readonly LeftJournal[]>;
  /** Resolves in the next turn of the event loop, so that the uses of this one share a write. */
  nextTurn(): Promise<void>;
}

/** A journal whose process is gone, or has gone on to another one. */
export interface LeftJournal {
  readonly id: string;
  /** Where it is kept only in case the store loses what it has. */
  readonly kept: (Kept & { readonly isOld: boolean }) | null;
  /** Everything in it, as far as it can be read. */
  read(): Promise<string>;
  /** As that of an open journal. */
  end(kept: Kept | null): Promise<void>;
  /** Moves it out of the way, for a human: the store knows nothing of it. */
  setAside(): Promise<void>;
}
