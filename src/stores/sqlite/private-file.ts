import { closeSync, mkdirSync, openSync } from 'node:fs';

/** Makes a directory that only its owner may look into; one that is there stays as it is. */
export function createPrivateDirectory(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
}

/**
 * Makes an empty file that only its owner may read; SQLite gives its side files the same mode.
 * A file that is there is not even opened: closing it would free the locks that SQLite holds on it in this process.
 */
export function createPrivateFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
