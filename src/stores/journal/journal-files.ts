import { readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A database that fails over is looked at by people within this time. */
const KEPT_MS = 24 * 3_600_000;
/** All kept journals together; the oldest go first. */
const KEPT_BYTES_MAX = 1024 * 1024 * 1024;
const KEPT_FILES_MAX = 1_000;

/** A file of a directory of journals: `<id>.uses`, `<id>.uses.<last batch>.kept` or `<id>.uses.unknown`. */
export interface JournalFile {
  readonly id: string;
  readonly path: string;
  /** The number of its last batch, where it is kept although the store has all of it. */
  readonly kept: { readonly to: number; readonly isOld: boolean } | null;
  /** The store did not know it: it is left to a human. */
  readonly isSetAside: boolean;
}

const NAME = /^([0-9a-zA-Z-]{1,64})\.uses(?:\.(\d{1,15})\.kept|\.(unknown))?$/;

/** The journals of a directory in order of their names; what is none is left out. */
export async function listJournalFiles(directory: string): Promise<readonly JournalFile[]> {
  const files: JournalFile[] = [];
  for (const name of (await readdir(directory)).sort()) {
    const path = join(directory, name);
    const file = await journalFileAt(path);
    if (file !== null) files.push(file);
  }
  return files;
}

/** What a file's name says about it; null where it is no journal's. */
export async function journalFileAt(path: string): Promise<JournalFile | null> {
  const [, id, to, unknown] = NAME.exec(path.slice(dirname(path).length + 1)) ?? [];
  if (id === undefined) return null;
  const kept = to === undefined ? null : { to: Number(to), isOld: await isOld(path) };
  return { id, path, kept, isSetAside: unknown !== undefined };
}

/** Removes a journal that the store has all of, or keeps it for a day. */
export async function endJournalFile(path: string, kept: { readonly to: number } | null): Promise<void> {
  // One without uses has nothing to offer.
  if (kept === null || kept.to === 0) return rm(path, { force: true });
  const base = path.replace(/\.uses\..*$/, '.uses');
  await rename(path, `${base}.${kept.to}.kept`);
  const now = new Date();
  await utimes(`${base}.${kept.to}.kept`, now, now);
  await removeBeyondLimit(dirname(path));
}

async function removeBeyondLimit(directory: string): Promise<void> {
  const kept = (await listJournalFiles(directory)).filter((file) => file.kept !== null);
  const stats = await Promise.all(kept.map(async ({ path }) => ({ path, ...(await sizeAndTime(path)) })));
  let bytes = 0;
  for (const [index, { path, size, mtimeMs }] of stats.sort((a, b) => b.mtimeMs - a.mtimeMs).entries()) {
    bytes += size;
    const isTooMany = index >= KEPT_FILES_MAX || bytes > KEPT_BYTES_MAX;
    if (isTooMany || Date.now() - mtimeMs > KEPT_MS) await rm(path, { force: true });
  }
}

async function isOld(path: string): Promise<boolean> {
  return Date.now() - (await sizeAndTime(path)).mtimeMs > KEPT_MS;
}

/** Of a file that went meanwhile: none. */
function sizeAndTime(path: string): Promise<{ readonly size: number; readonly mtimeMs: number }> {
  return stat(path).catch(() => ({ size: 0, mtimeMs: Date.now() }));
}
