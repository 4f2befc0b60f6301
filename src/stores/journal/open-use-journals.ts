import { closeSync, existsSync, fdatasync, fsyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { UseJournal, UseJournals } from '../../core/use/use-journals.ts';
import { journalOf } from './journal-at.ts';
import { endJournalFile, listJournalFiles } from './journal-files.ts';

const toDisk = promisify(fdatasync);

/** What journals do to a disk; a test may give one that fails. */
export interface JournalDisk {
  /** Writes at the end; answers how many bytes were taken. */
  write(file: number, bytes: Buffer): number;
  /** Waits until the disk has what was written. */
  flush(file: number): Promise<void>;
}

const realDisk: JournalDisk = { write: (file, bytes) => writeSync(file, bytes), flush: toDisk };

/**
 * Journals of uses as files in a directory, each made by one process and read by the next.
 * `durable` waits until the disk has a batch; otherwise the operating system has it, which outlives the process.
 */
export function openUseJournals(
  directory: string,
  { durable, disk = realDisk }: { readonly durable: boolean; readonly disk?: JournalDisk },
): UseJournals {
  return {
    owner: `${hostname()}:${directory}`,
    async create(id) {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      const path = join(directory, `${id}.uses`);
      const file = openSync(path, 'wx', 0o600);
      try {
        // A file whose name is not on the disk is lost with the power, whatever was flushed into it.
        if (durable) for (const name of [directory, dirname(directory)]) flushDirectory(name);
      } catch (error) {
        closeSync(file);
        rmSync(path, { force: true });
        throw error;
      }
      return openJournal(path, file, { durable, disk });
    },
    async listLeft() {
      if (!existsSync(directory)) return [];
      return (await listJournalFiles(directory)).filter(({ isSetAside }) => !isSetAside).map(journalOf);
    },
    nextTurn: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

function openJournal(
  path: string,
  file: number,
  { durable, disk }: { readonly durable: boolean; readonly disk: JournalDisk },
): UseJournal {
  let length = 0;
  return {
    get length() {
      return length;
    },
    async append(batch) {
      const bytes = Buffer.from(batch);
      // Into the page cache, which costs less than a hop to another thread and back.
      const written = disk.write(file, bytes);
      if (written !== bytes.length) throw new Error(`only ${written} of ${bytes.length} bytes were written`);
      if (durable) await disk.flush(file);
      length += bytes.length;
    },
    read: () => readFile(path, 'utf8'),
    async end(kept) {
      closeSync(file);
      await endJournalFile(path, kept);
    },
  };
}

function flushDirectory(path: string): void {
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
