import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { isSharedDatabase, printableDatabaseUrl } from '../../config/database-url.ts';
import type { Settings } from '../../installation.ts';
import {
  type DirectoryLock,
  DirectoryLockedError,
  lockDataDirectory,
} from '../../stores/sqlite/directory-lock.ts';
import { controlSocketPath, socketAnswers } from '../control-socket.ts';
import { describeFailure } from '../describe-failure.ts';
import { createHttpApi } from '../http-api.ts';
import { readSettings, type SettingOptions } from '../settings.ts';
import { checkCertificate } from './check-certificate.ts';
import { checkClock } from './check-clock.ts';
import { checkFiles } from './check-files.ts';
import { checkStore } from './check-store.ts';
import { checkJournalFiles } from './check-uses.ts';
import { type Finding, fail, pass } from './finding.ts';

/** Examines an installation from its settings to its clock; changes nothing. */
export async function examine(options: SettingOptions): Promise<readonly Finding[]> {
  let settings: Settings;
  try {
    settings = readSettings(options);
  } catch (error) {
    return [fail('configuration', describeFailure(error), 'correct this setting')];
  }
  const { config } = settings;
  const found = [
    pass('configuration', `${printableDatabaseUrl(config.databaseUrl)}, data in ${config.dataDir}`),
    ...checkFiles(settings),
    ...checkCertificate(config),
    ...(await checkJournalFiles(config)),
  ];
  try {
    return [...found, ...(await checkHolder(settings))];
  } catch (error) {
    return [...found, fail('database', describeFailure(error), databaseAdvice(config))];
  }
}

function databaseAdvice({ databaseUrl }: Config): string {
  return isSharedDatabase(databaseUrl)
    ? 'see that PostgreSQL runs and that JETON_DATABASE_URL reaches it'
    : 'see that the disk is there and this user may write';
}

async function checkHolder(settings: Settings): Promise<readonly Finding[]> {
  const { dataDir, databaseUrl } = settings.config;
  if (!existsSync(dataDir)) {
    const rest = isSharedDatabase(databaseUrl) ? await checkStore(settings) : [checkClock(null)];
    return [pass('server', 'none has run here yet'), ...rest];
  }
  const lock = tryLock(dataDir);
  if (lock === null) return [...(await checkRunningServer(dataDir)), checkClock(null)];
  try {
    return [pass('server', whenFree(dataDir)), ...(await checkStore(settings))];
  } finally {
    lock.release();
  }
}

function tryLock(dataDir: string): DirectoryLock | null {
  try {
    return lockDataDirectory(dataDir);
  } catch (error) {
    if (error instanceof DirectoryLockedError) return null;
    throw error;
  }
}

function whenFree(dataDir: string): string {
  const left = existsSync(join(dataDir, 'control.sock'));
  return `none is running${left ? '; the control socket that one left behind is removed at the next start' : ''}`;
}

async function checkRunningServer(dataDir: string): Promise<readonly Finding[]> {
  const controlSocket = controlSocketPath(dataDir);
  if (controlSocket === null || !(await socketAnswers(controlSocket)))
    return [
      fail(
        'server',
        'the data directory is held, and nobody answers at its control socket',
        'if this lasts, find the jeton process that hangs and stop it',
      ),
    ];
  const api = createHttpApi({ controlSocket });
  const { status } = await api.request('GET', '/readyz');
  await api.close();
  return [
    pass('server', `one is running and answers at ${controlSocket}`),
    status === 200
      ? pass('database', 'the server reaches it')
      : fail('database', `the server is not ready (${status})`, "see the server's log"),
  ];
}
