import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createPrivateDirectory, createPrivateFile } from './private-file.ts';
import { isBusy, toStoreError } from './sqlite-error.ts';

/** Another server holds the data directory. */
export class DirectoryLockedError extends Error {
  constructor(directory: string) {
    super(`the data directory ${directory} is in use by another Jeton server`);
    this.name = 'DirectoryLockedError';
  }
}

/** A data directory held against a second server. */
export interface DirectoryLock {
  release(): void;
}

/**
 * Takes a data directory, made where it is missing, for this process alone; throws `DirectoryLockedError` when it is held.
 * The lock is an exclusive transaction that never ends: the kernel frees it however the process dies.
 */
export function lockDataDirectory(directory: string): DirectoryLock {
  createPrivateDirectory(directory);
  const path = join(directory, 'lock.db');
  createPrivateFile(path);
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('begin exclusive');
  } catch (error) {
    database.close();
    throw isBusy(error) ? new DirectoryLockedError(directory) : toStoreError(error);
  }
  return { release: () => database.close() };
}
