import type { StoreReads } from '../store.ts';
import type { StoreChanges } from '../store-changes.ts';
import { type JournalBatch, readBatches } from './journal-batch.ts';
import type { LeftJournal, UseJournals } from './use-journals.ts';

/** What became of the journals that processes before this one have left. */
export interface Recovery {
  /** Uses that were in a journal and not in the store. */
  readonly usesRecovered: number;
  /** Journals that the store does not know: left for a human. */
  readonly setAside: readonly string[];
}

/** Takes over what earlier processes counted and did not get to write; run any number of times, it counts each use once. */
export async function recoverJournals(
  journals: UseJournals,
  store: Pick<StoreReads, 'readJournal'>,
  change: Pick<StoreChanges, 'foldUses'>,
): Promise<Recovery> {
  let usesRecovered = 0;
  const setAside: string[] = [];
  for (const left of await journals.listLeft()) {
    const folded = await store.readJournal(left.id);
    if (folded === null) {
      await left.setAside();
      setAside.push(left.id);
    } else usesRecovered += await recover(left, folded, change);
  }
  return { usesRecovered, setAside };
}

async function recover(
  left: LeftJournal,
  from: number,
  change: Pick<StoreChanges, 'foldUses'>,
): Promise<number> {
  const batches = readBatches(await left.read(), from);
  const last: JournalBatch | undefined = batches.at(-1);
  const sums = batches.flatMap(({ records }) => records);
  if (last !== undefined) {
    const { outcome } = await change.foldUses({ journal: left.id, from, to: last.number, sums });
    if (outcome === 'stale') throw new TypeError(`somebody else is taking over the journal ${left.id}`);
  }
  await left.remove();
  return sums.length;
}
