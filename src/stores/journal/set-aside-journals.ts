import { existsSync } from 'node:fs';
import { journalOf } from './journal-at.ts';
import { listJournalFiles } from './journal-files.ts';

/** Leaves the journals of a directory to a human; answers how many those are. */
export async function setAsideJournals(directory: string): Promise<number> {
  if (!existsSync(directory)) return 0;
  const files = (await listJournalFiles(directory)).filter(({ isSetAside }) => !isSetAside);
  for (const file of files) await journalOf(file).setAside();
  return files.length;
}
