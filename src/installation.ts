import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { authoritySettingsOf } from './authority-settings.ts';
import type { Config } from './config/config.ts';
import { isSharedDatabase, sqliteFile } from './config/database-url.ts';
import type { Env } from './config/env.ts';
import type { InstallationKeyBytes } from './config/installation-keys.ts';
import { readSecrets } from './config/secrets.ts';
import { type Authority, createAuthority } from './core/authority.ts';
import { systemClock } from './core/clock.ts';
import type { AuthorityParts } from './core/create-context.ts';
import { deriveInstallationKeys } from './core/installation-keys.ts';
import { waitMsFor } from './core/nodes/lease.ts';
import type { ProtocolTrial } from './core/nodes/protocol-trial.ts';
import { systemRandom } from './core/random.ts';
import type { Store } from './core/store.ts';
import type { TokenSecret } from './core/token/token-secret.ts';
import { storeState } from './store-state.ts';
import { openUseJournals } from './stores/journal/open-use-journals.ts';
import { takeLeftDirectories } from './stores/journal/worker-directories.ts';
import { openStore } from './stores/open-store.ts';
import { lockDatabaseFile } from './stores/sqlite/directory-lock.ts';
import type { SharedChanges } from './stores/sqlite/workers/shared-changes.ts';

/** What an installation is set up with. */
export interface Settings {
  readonly env: Env;
  readonly config: Config;
}

/** An authority over its store, made usable; the data directory is held by whoever opened it. */
export interface Installation {
  readonly authority: Authority;
  /** Whether the store was empty until now. */
  readonly isNew: boolean;
  /** The first administrator's secret where it was generated just now; null where the operator chose it. */
  readonly generatedSecret: TokenSecret | null;
  /** Writes the uses counted so far and lets the store go. */
  close(): Promise<void>;
}

/** What surrounds an installation in a process that serves. */
export interface Surroundings {
  /** May surround the store. */
  readonly watchStore?: (store: Store) => Store;
  /** What serves workers that read an embedded store; absent: this process is alone. */
  readonly shared?: SharedChanges;
  /** Told when committed changes, `from` to `to`, are gone from the database. */
  readonly onHistoryLost?: (from: number, to: number) => void;
  /** What a test changes. */
  readonly trial?: ProtocolTrial;
}

/** Opens an installation in this process: key, store with its migrations, authority, first administrator. */
export async function openInstallation(
  { env, config }: Settings,
  { watchStore = (store) => store, shared, onHistoryLost, trial }: Surroundings = {},
): Promise<Installation> {
  await using opened = new AsyncDisposableStack();
  const { installationKeys, bootstrapToken, unleashInitialTokens } = readSecrets(
    env,
    config.dataDir,
    storeState(config),
  );
  const elsewhere = databaseOutside(config);
  if (elsewhere !== null) {
    const lock = lockDatabaseFile(elsewhere);
    opened.defer(() => lock.release());
  }
  const { databaseUrl, databasePoolMax: poolMax, leaseMs } = config;
  // Before anything is changed here: what a worker of an earlier process may still answer from memory is over then.
  const left = await takeLeftDirectories(usageDirectory(config), waitMsFor(leaseMs));
  const release = () => left.forEach(({ lock }) => void lock.release());
  opened.defer(release);
  const node = { leaseMs, name: hostname(), ...(onHistoryLost && { onHistoryLost }), ...trial };
  const store = watchStore(await openStore({ databaseUrl, poolMax, node, ...(shared && { shared }) }));
  opened.defer(() => store.close());
  const authority = await createAuthority({
    store,
    clock: systemClock,
    random: systemRandom,
    ...deriveKeys(installationKeys),
    settings: authoritySettingsOf(config),
    ...journalsOf(config, usageDirectory(config)),
    journalsElsewhere: left.map(({ path }) => openUseJournals(path, { durable: false })),
    ...(trial && { trial }),
  });
  opened.defer(() => authority.close());
  release();
  const firstSecret = await authority.prepare(bootstrapToken);
  await authority.importUnleashTokens(unleashInitialTokens);
  const closing = opened.move();
  return {
    authority,
    isNew: firstSecret !== null,
    generatedSecret: bootstrapToken === null ? firstSecret : null,
    close: () => closing.disposeAsync(),
  };
}

/** The keys to work with: which of two is current the store says. */
export function deriveKeys([first, second]: InstallationKeyBytes): Pick<
  AuthorityParts,
  'keys' | 'otherKeys'
> {
  const keys = deriveInstallationKeys(first);
  return second === undefined ? { keys } : { keys, otherKeys: deriveInstallationKeys(second) };
}

/** Where journals of uses are kept until the store has them. */
export function usageDirectory({ dataDir }: Config): string {
  return join(dataDir, 'usage');
}

/** A store in memory ends with its process, and so may the uses. */
export function journalsOf(
  { databaseUrl, usageMode }: Config,
  directory: string,
): Pick<AuthorityParts, 'journals' | 'usesInMemory'> {
  if (databaseUrl === 'sqlite::memory:') return {};
  // In every mode: an earlier start may have been in another one.
  const journals = openUseJournals(directory, { durable: usageMode === 'durable' });
  return { journals, usesInMemory: usageMode === 'bounded' };
}

/** The database file where it is not in the data directory, whose holder holds it. */
function databaseOutside({ databaseUrl, dataDir }: Config): string | null {
  if (isSharedDatabase(databaseUrl)) return null;
  const path = sqliteFile(databaseUrl);
  return databaseUrl === 'sqlite::memory:' || dirname(path) === dataDir ? null : path;
}
