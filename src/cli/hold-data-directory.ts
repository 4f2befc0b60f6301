import { setTimeout as sleep } from 'node:timers/promises';
import {
  type DirectoryLock,
  DirectoryLockedError,
  lockDataDirectory,
} from '../stores/sqlite/directory-lock.ts';
import { controlSocketPath, socketAnswers } from './control-socket.ts';

// A command holds the directory for a moment, a server that stops for longer: both are worth waiting for.
const PATIENCE_MS = 12_000;
const PAUSE_MS = 100;

/** A data directory held by this process, or the control socket of the server that holds it. */
export type HeldDirectory = { readonly lock: DirectoryLock } | { readonly controlSocket: string };

/** Takes a data directory, or finds out how to reach the server that has it; rejects when neither comes true. */
export async function holdDataDirectory(dataDir: string): Promise<HeldDirectory> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return { lock: lockDataDirectory(dataDir) };
    } catch (error) {
      if (!(error instanceof DirectoryLockedError)) throw error;
      const controlSocket = controlSocketPath(dataDir);
      if (controlSocket !== null && (await socketAnswers(controlSocket))) return { controlSocket };
      if (Date.now() > deadline) throw error;
      await sleep(PAUSE_MS);
    }
  }
}
