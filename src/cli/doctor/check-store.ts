import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { authoritySettingsOf } from '../../authority-settings.ts';
import type { Config } from '../../config/config.ts';
import { isSharedDatabase } from '../../config/database-url.ts';
import { readSecrets } from '../../config/secrets.ts';
import { type Authority, createAuthority } from '../../core/authority.ts';
import { systemClock } from '../../core/clock.ts';
import { InstallationError } from '../../core/installation-error.ts';
import { systemRandom } from '../../core/random.ts';
import { deriveKeys, type Settings } from '../../installation.ts';
import { listPendingMigrations, openStore } from '../../stores/open-store.ts';
import { describeFailure } from '../describe-failure.ts';
import { checkClock } from './check-clock.ts';
import { checkOrphans } from './check-uses.ts';
import { type Finding, fail, pass } from './finding.ts';

/** Database, key and clock of an installation that no server holds; the caller holds its data directory. */
export async function checkStore(settings: Settings): Promise<readonly Finding[]> {
  const { env, config } = settings;
  const isShared = isSharedDatabase(config.databaseUrl);
  const file = config.databaseUrl.replace(/^sqlite:/, '');
  if (!isShared && !existsSync(file))
    return [pass('database', `${file} is not there yet: it is made at the first start`), checkClock(null)];
  const pending = await listPendingMigrations(config.databaseUrl);
  if (pending.length > 0)
    return [fail('database', `it lacks ${pending.join(', ')}`, 'run jeton migrate, or start the server')];
  const keyFile = env.JETON_KEY_FILE || (isShared ? null : join(config.dataDir, 'key'));
  if (!env.JETON_KEY && (keyFile === null || !existsSync(keyFile)))
    return [
      fail(
        'key',
        'the database is there, its key is not',
        'restore the key file from a backup, or set JETON_KEY',
      ),
    ];
  return checkOpened(settings);
}

async function checkOpened({ env, config }: Settings): Promise<readonly Finding[]> {
  const store = await openStore({ databaseUrl: config.databaseUrl, migrate: false });
  try {
    await store.ping();
    const authority = await createAuthority({
      store,
      clock: systemClock,
      random: systemRandom,
      ...deriveKeys(readSecrets(env, config.dataDir, keyState(config)).installationKeys),
      settings: authoritySettingsOf(config),
    });
    return [
      pass('database', 'it answers, and its schema is up to date'),
      pass('key', 'it is the one that this store was made with'),
      checkClock(await newestEventAt(authority)),
      ...(await checkOrphans(config, await authority.openJournals())),
    ];
  } catch (error) {
    if (!(error instanceof InstallationError)) throw error;
    return [fail('key', describeFailure(error), 'give the right key with JETON_KEY or JETON_KEY_FILE')];
  } finally {
    await store.close();
  }
}

function keyState({ databaseUrl }: Config): 'existing' | 'shared' {
  return isSharedDatabase(databaseUrl) ? 'shared' : 'existing';
}

async function newestEventAt(authority: Authority): Promise<number | null> {
  const [newest] = await authority.auditEvents({ limit: 1 });
  return newest?.at ?? null;
}
