import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Anybody may ask for readiness: the disk is asked at most so often. */
const EVERY_MS = 1_000;
/** Enough that a disk with only scraps left refuses it. */
const probe = Buffer.alloc(64 * 1024);

/** Makes a check that rejects when nothing can be written to a directory: the disk is full, read-only or gone. */
export function createWriteCheck(directory: string): () => Promise<void> {
  const path = join(directory, '.write-check');
  let last: { readonly at: number; readonly outcome: Promise<void> } | null = null;
  return () => {
    const at = performance.now();
    if (last === null || at - last.at >= EVERY_MS) last = { at, outcome: tryToWrite(path) };
    return last.outcome;
  };
}

async function tryToWrite(path: string): Promise<void> {
  try {
    await writeFile(path, probe, { mode: 0o600 });
  } finally {
    await rm(path, { force: true });
  }
}
