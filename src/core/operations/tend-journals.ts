import type { AuthorityContext } from '../authority-context.ts';
import { recoverJournal } from '../use/recover-journals.ts';
import type { LeftJournal } from '../use/use-journals.ts';

/** A journal that the store has not heard of for longer than this, although more may come, is an orphan. */
export const ORPHAN_AFTER_MS = 3_600_000;

/** Takes over a journal that somebody has brought, from where the store stands; one that it does not know from the start. */
export async function takeOverJournal(context: AuthorityContext, journal: LeftJournal): Promise<number> {
  const { store, change, clock } = context;
  const { id } = journal;
  const known = await store.readJournal(id);
  if (known === null) await change.openJournal({ id, owner: 'brought by hand', at: clock.now() });
  return recoverJournal({ store, change, clock, keepsJournals: store.mayLoseCommits }, journal, known ?? 0);
}

/** Closes a journal without its file: what it held and the store does not have is lost. */
export async function abandonJournal(
  { store, change, clock }: AuthorityContext,
  id: string,
): Promise<boolean> {
  const open = (await store.listOpenJournals()).find((journal) => journal.id === id);
  if (open === undefined) return false;
  const at = { from: open.folded, to: open.folded, sums: [], at: clock.now(), closes: true };
  return (await change.foldUses({ journal: id, ...at })).outcome === 'folded';
}
