import type { Clock } from '../clock.ts';
import type { StoreReads } from '../store.ts';
import type { StoreChanges } from '../store-changes.ts';
import { readBatches } from './journal-batch.ts';
import type { LeftJournal } from './use-journals.ts';

/** What became of the journals that processes before this one have left. */
export interface Recovery {
  /** Uses that were in a journal and not in the store. */
  readonly usesRecovered: number;
  /** Journals that the store does not know: left for a human. */
  readonly setAside: readonly string[];
  /** Journals that the store knows as written here, in which there were uses, and whose files are gone. */
  readonly missing: readonly string[];
}

/** What recovery works with. */
export interface RecoveryParts {
  readonly store: Pick<StoreReads, 'readJournal'>;
  readonly change: Pick<StoreChanges, 'foldUses'>;
  readonly clock: Clock;
  /** Whether the store may lose what it has committed, as a database that fails over may: then journals outlast it. */
  readonly keepsJournals: boolean;
}

/** Takes over what earlier processes counted and did not get to write; run any number of times, it counts each use once. */
export async function recoverJournals(
  parts: RecoveryParts,
  left: readonly LeftJournal[],
): Promise<Pick<Recovery, 'usesRecovered' | 'setAside'>> {
  let usesRecovered = 0;
  const setAside: string[] = [];
  for (const journal of left) {
    const folded = await parts.store.readJournal(journal.id);
    if (folded === null) {
      await journal.setAside();
      setAside.push(journal.id);
    } else usesRecovered += await recoverJournal(parts, journal, folded);
  }
  return { usesRecovered, setAside };
}

/** Takes over one journal from where the store stands, and ends it; answers how many uses the store lacked. */
export async function recoverJournal(
  { store, change, clock, keepsJournals }: RecoveryParts,
  left: Pick<LeftJournal, 'id' | 'kept' | 'read' | 'end'>,
  from: number,
): Promise<number> {
  if (left.kept !== null && from >= left.kept.to) {
    if (left.kept.isOld) await left.end(null);
    return 0;
  }
  const batches = readBatches(await left.read(), from);
  const to = batches.at(-1)?.number ?? from;
  const sums = batches.flatMap(({ records }) => records);
  const fold = { journal: left.id, from, to, sums, at: clock.now(), closes: true };
  const { outcome } = await change.foldUses(fold);
  if (outcome === 'stale' && (await store.readJournal(left.id)) !== to)
    throw new TypeError(`somebody else is taking over the journal ${left.id}`);
  await left.end(keepsJournals ? { to } : null);
  return sums.length;
}
