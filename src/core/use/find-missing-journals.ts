import type { Clock } from '../clock.ts';
import type { StoreReads } from '../store.ts';
import type { StoreChanges } from '../store-changes.ts';
import type { UseJournals } from './use-journals.ts';

/** What is needed to compare the journals of the store with those on the disk. */
interface MissingParts {
  readonly journals: UseJournals;
  readonly store: Pick<StoreReads, 'listOpenJournals'>;
  readonly change: Pick<StoreChanges, 'foldUses'>;
  readonly clock: Clock;
}

/**
 * Journals that the store knows as written here, whose files are gone with uses that they may have held. Called before
 * a journal is opened. One in which nothing was ever folded is closed: its process ended between its row and its file.
 */
export async function findMissingJournals(parts: MissingParts): Promise<readonly string[]> {
  const { journals, store, change, clock } = parts;
  const here = new Set((await journals.listLeft()).map(({ id }) => id));
  const own = (await store.listOpenJournals()).filter(({ owner }) => owner === journals.owner);
  const gone = own.filter(({ id }) => !here.has(id));
  for (const { id } of gone.filter(({ folded }) => folded === 0))
    await change.foldUses({ journal: id, from: 0, to: 0, sums: [], at: clock.now(), closes: true });
  return gone.filter(({ folded }) => folded > 0).map(({ id }) => id);
}
