import { hostname } from 'node:os';
import { authoritySettingsOf } from './authority-settings.ts';
import { readSecrets } from './config/secrets.ts';
import { type Authority, createAuthority } from './core/authority.ts';
import { systemClock } from './core/clock.ts';
import { systemRandom } from './core/random.ts';
import type { Store } from './core/store.ts';
import { deriveKeys, journalsOf, type Settings, usageDirectory } from './installation.ts';
import { storeState } from './store-state.ts';
import { takeWorkerDirectory } from './stores/journal/worker-directories.ts';
import { openWorkerStore } from './stores/open-store.ts';
import type { Line } from './stores/sqlite/workers/line.ts';

/** How a worker is placed in its installation. */
export interface WorkerPlace {
  /** To the process that started it. */
  readonly line: Line;
  /** Which of the workers it is, from 1. */
  readonly number: number;
  /** May surround the store. */
  readonly watchStore: (store: Store) => Store;
  /** Told when committed changes are gone from the database. */
  readonly onHistoryLost: (from: number, to: number) => void;
}

/**
 * Opens the authority of a worker: a node of its own over the store that the process which started it has made usable,
 * with journals of its own, in a directory that it holds until it ends.
 */
export async function openWorkerAuthority(
  { env, config }: Settings,
  { line, number, watchStore, onHistoryLost }: WorkerPlace,
): Promise<{ readonly authority: Authority; close(): Promise<void> }> {
  await using opened = new AsyncDisposableStack();
  const { installationKeys } = readSecrets(env, config.dataDir, storeState(config));
  // Before it joins: whoever starts after this process finds out by it whether a lease may still be held.
  const directory = takeWorkerDirectory(usageDirectory(config));
  opened.defer(() => directory.lock.release());
  const { databaseUrl, databasePoolMax: poolMax, leaseMs } = config;
  const node = { leaseMs, name: `${hostname()} worker ${number}`, onHistoryLost };
  const store = watchStore(await openWorkerStore({ databaseUrl, poolMax, node, line }));
  opened.defer(() => store.close());
  const authority = await createAuthority({
    store,
    clock: systemClock,
    random: systemRandom,
    ...deriveKeys(installationKeys),
    settings: authoritySettingsOf(config),
    ...journalsOf(config, directory.path),
  });
  opened.defer(() => authority.close());
  const closing = opened.move();
  return { authority, close: () => closing.disposeAsync() };
}
