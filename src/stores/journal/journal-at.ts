import { readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LeftJournal } from '../../core/use/use-journals.ts';
import { endJournalFile, type JournalFile, journalFileAt } from './journal-files.ts';

/** A journal by the path of its file; null where the file's name is no journal's. */
export async function journalAt(path: string): Promise<LeftJournal | null> {
  const file = await journalFileAt(path);
  return file === null ? null : journalOf(file);
}

/** A journal that no process writes to any more. */
export function journalOf({ id, path, kept }: JournalFile): LeftJournal {
  return {
    id,
    kept,
    read: () => readFile(path, 'utf8'),
    end: (keep) => endJournalFile(path, keep),
    setAside: () => rename(path, join(dirname(path), `${id}.uses.unknown`)),
  };
}
