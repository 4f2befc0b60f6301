import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DirectoryLock, DirectoryLockedError, lockDataDirectory } from '../sqlite/directory-lock.ts';

const NAME = /^worker-\d{1,4}$/;
const DIRECTORIES_MAX = 9_999;
const PAUSE_MS = 10;

/** A directory of journals held by this process, until it is released or this process ends in whatever way. */
export interface WorkerDirectory {
  readonly path: string;
  readonly lock: DirectoryLock;
}

/** The directories below `usage` in which workers have kept journals. */
export function listWorkerDirectories(usage: string): readonly string[] {
  if (!existsSync(usage)) return [];
  return readdirSync(usage)
    .filter((name) => NAME.test(name))
    .map((name) => join(usage, name));
}

/** Takes the first directory that nobody holds: the journals in it are those of a worker that is gone. */
export function takeWorkerDirectory(usage: string): WorkerDirectory {
  for (let number = 1; number <= DIRECTORIES_MAX; number += 1) {
    const taken = tryToTake(join(usage, `worker-${number}`));
    if (taken !== null) return taken;
  }
  throw new DirectoryLockedError(usage);
}

/**
 * Takes the directories of workers that are gone. One of a process that was killed may have outlived it: it is waited
 * for, `waitMs` at most, after which it can hold no lease any more; its directory is left to a later start.
 */
export async function takeLeftDirectories(
  usage: string,
  waitMs: number,
): Promise<readonly WorkerDirectory[]> {
  const until = performance.now() + waitMs;
  const taken: WorkerDirectory[] = [];
  for (const path of listWorkerDirectories(usage)) {
    let directory = tryToTake(path);
    while (directory === null && performance.now() < until) {
      await sleep(PAUSE_MS);
      directory = tryToTake(path);
    }
    if (directory !== null) taken.push(directory);
  }
  return taken;
}

function tryToTake(path: string): WorkerDirectory | null {
  try {
    return { path, lock: lockDataDirectory(path) };
  } catch (error) {
    if (error instanceof DirectoryLockedError) return null;
    throw error;
  }
}
