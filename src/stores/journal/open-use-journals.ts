import { closeSync, existsSync, fdatasync, mkdirSync, openSync, writeSync } from 'node:fs';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LeftJournal, UseJournal, UseJournals } from '../../core/use/use-journals.ts';

const SUFFIX = '.uses';
const toDisk = promisify(fdatasync);

/**
 * Journals of uses as files in a directory, each made by one process and read by the next.
 * `durable` waits until the disk has a batch; otherwise the operating system has it, which outlives the process.
 */
export function openUseJournals(directory: string, { durable }: { readonly durable: boolean }): UseJournals {
  return {
    async create(id) {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      const path = join(directory, `${id}${SUFFIX}`);
      return openJournal(path, openSync(path, 'wx', 0o600), durable);
    },
    async listLeft() {
      if (!existsSync(directory)) return [];
      const names = (await readdir(directory)).filter((name) => name.endsWith(SUFFIX));
      return names.map((name) => leftJournal(join(directory, name), name.slice(0, -SUFFIX.length)));
    },
    nextTurn: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

function openJournal(path: string, file: number, durable: boolean): UseJournal {
  let length = 0;
  return {
    get length() {
      return length;
    },
    async append(batch) {
      const bytes = Buffer.from(batch);
      // Into the page cache, which costs less than a hop to another thread and back.
      const written = writeSync(file, bytes);
      if (written !== bytes.length) throw new Error(`only ${written} of ${bytes.length} bytes were written`);
      if (durable) await toDisk(file);
      length += bytes.length;
    },
    async remove() {
      closeSync(file);
      await rm(path, { force: true });
    },
  };
}

function leftJournal(path: string, id: string): LeftJournal {
  return {
    id,
    read: () => readFile(path, 'utf8'),
    remove: () => rm(path, { force: true }),
    setAside: () => rename(path, `${path}.unknown`),
  };
}
