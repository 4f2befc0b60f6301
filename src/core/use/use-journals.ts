/** One append-only journal of uses. */
export interface UseJournal {
  /** Writes a batch behind the others, whole or not at all as far as the caller knows; rejects otherwise. */
  append(batch: string): Promise<void>;
  /** Characters appended so far. */
  readonly length: number;
  /** Ends it: its file is removed, because everything in it is in the store. */
  remove(): Promise<void>;
}

/** Where journals are kept: what the core needs of a disk. */
export interface UseJournals {
  /** Makes a journal; its id is new. */
  create(id: string): Promise<UseJournal>;
  /** Journals that processes before this one have left. */
  listLeft(): Promise<readonly LeftJournal[]>;
  /** Resolves in the next turn of the event loop, so that the uses of this one share a write. */
  nextTurn(): Promise<void>;
}

/** A journal whose process is gone. */
export interface LeftJournal {
  readonly id: string;
  /** Everything in it, as far as it can be read. */
  read(): Promise<string>;
  remove(): Promise<void>;
  /** Moves it out of the way, for a human: the store knows nothing of it. */
  setAside(): Promise<void>;
}
