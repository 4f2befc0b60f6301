import { existsSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { isSharedDatabase } from '../../config/database-url.ts';
import type { Settings } from '../../installation.ts';
import { type Finding, fail, pass } from './finding.ts';

const OTHERS = 0o077;

/** The data directory and the secrets in it: there, this user's own, closed to everybody else. */
export function checkFiles({ env, config }: Settings): readonly Finding[] {
  const { dataDir } = config;
  const isShared = isSharedDatabase(config.databaseUrl);
  const keyFile = env.JETON_KEY_FILE || (isShared ? null : join(dataDir, 'key'));
  return [
    checkPrivate('data directory', dataDir, '700', 'it is made at the first start'),
    ...(env.JETON_KEY || keyFile === null
      ? [pass('key file', 'not used: the key is in JETON_KEY')]
      : [checkPrivate('key file', keyFile, '600', 'it is made at the first start')]),
    ...[join(dataDir, 'jeton.db'), join(dataDir, 'admin-token')]
      .filter((path) => existsSync(path))
      .map((path) =>
        checkPrivate(path.endsWith('.db') ? 'database file' : 'admin-token file', path, '600', ''),
      ),
  ];
}

function checkPrivate(check: string, path: string, mode: string, absent: string): Finding {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return pass(check, `${path} is not there yet: ${absent}`);
  const owner = process.getuid?.() ?? stats.uid;
  if (stats.uid !== owner)
    return fail(
      check,
      `${path} belongs to user ${stats.uid}, not ${owner}`,
      'run jeton as the user that owns it',
    );
  if ((stats.mode & OTHERS) !== 0)
    return fail(check, `${path} is open to other users (${modeOf(stats)})`, `chmod ${mode} ${path}`);
  return pass(check, `${path} (${modeOf(stats)})`);
}

function modeOf({ mode }: Stats): string {
  return (mode & 0o777).toString(8);
}
