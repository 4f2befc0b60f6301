import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createPrivateDirectory, createPrivateFile } from './private-file.ts';
import { isBusy, toStoreError } from './sqlite-error.ts';

/** Another server holds the data directory, or a database outside of it. */
export class DirectoryLockedError extends Error {
  constructor(path: string, what = 'the data directory') {
    super(`${what} ${path} is in use by another Jeton server`);
    this.name = 'DirectoryLockedError';
  }
}

/** A data directory held against a second server. */
export interface DirectoryLock {
  /** Again it changes nothing. */
  release(): void;
}

/**
 * Takes a data directory, made where it is missing, for this process alone; throws `DirectoryLockedError` when it is held.
 * The lock is an exclusive transaction that never ends: the kernel frees it however the process dies.
 */
export function lockDataDirectory(directory: string): DirectoryLock {
  createPrivateDirectory(directory);
  return hold(join(directory, 'lock.db'), () => new DirectoryLockedError(directory));
}

/**
 * Takes a database file that is not in the data directory: servers with different data directories would each remember
 * what the other has revoked.
 */
export function lockDatabaseFile(path: string): DirectoryLock {
  createPrivateDirectory(dirname(path));
  return hold(`${path}.lock`, () => new DirectoryLockedError(path, 'the database'));
}

// A connection that nobody refers to any more is collected, and its lock with it: these live until they are released.
const heldLocks = new Set<DatabaseSync>();

function hold(path: string, held: () => DirectoryLockedError): DirectoryLock {
  createPrivateFile(path);
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('begin exclusive');
  } catch (error) {
    database.close();
    throw isBusy(error) ? held() : toStoreError(error);
  }
  heldLocks.add(database);
  return {
    release() {
      if (heldLocks.delete(database)) database.close();
    },
  };
}
