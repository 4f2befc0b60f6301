import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { isSharedDatabase, sqliteFile } from '../../config/database-url.ts';
import { findInstallationKeys, keyFileOf, parseKeys, writeKeyFile } from '../../config/installation-keys.ts';
import type { Settings } from '../../installation.ts';
import { storeState } from '../../store-state.ts';
import { setAsideJournals } from '../../stores/journal/set-aside-journals.ts';
import { putBack } from '../../stores/sqlite/backup/put-back.ts';
import { type Backup, readBackup } from '../../stores/sqlite/backup/read-backup.ts';
import { CliError } from '../cli-error.ts';
import { addStoreOptions, type DataOptions, printJson } from '../data-command.ts';
import { holdDataDirectory } from '../hold-data-directory.ts';
import { hasMatchingKey } from '../move/matching-key.ts';
import { readSettings } from '../settings.ts';

/** `jeton restore` */
export function addRestoreCommand(program: Command): void {
  addStoreOptions(
    program.command('restore <file>').description('make a backup the embedded store; no server may run'),
  )
    .option('--force', 'in the place of the store that is there, which is set aside')
    .action(restore);
}

interface RestoreOptions extends DataOptions {
  readonly force?: true;
}

async function restore(file: string, options: RestoreOptions): Promise<void> {
  const settings = readSettings(options);
  const { config } = settings;
  if (isSharedDatabase(config.databaseUrl))
    throw new CliError('restore PostgreSQL with its own tools: see docs/moving.md');
  const path = resolve(file);
  const backup = readBackup(path);
  const keys = keysFor(backup, settings);
  const held = await holdDataDirectory(config.dataDir);
  if (!('lock' in held)) throw new CliError('a server holds the data directory: stop it first');
  try {
    if (storeState(config) !== 'new' && !options.force)
      throw new CliError(
        `there is a store in ${config.dataDir}: with --force it is set aside and the backup takes its place`,
      );
    if (keys !== null) writeKeyFile(keyFileOf(settings.env, config.dataDir), keys);
    const journals = await setAsideJournals(join(config.dataDir, 'usage'));
    const former = putBack(path, sqliteFile(config.databaseUrl), Date.now());
    tell(backup, { former, journals, json: options.json });
  } finally {
    held.lock.release();
  }
}

/** The keys to write into the key file: those of the backup where there are none yet, else null. */
function keysFor({ note, keyCheck }: Backup, { env, config }: Settings): readonly Buffer[] | null {
  const present = findInstallationKeys(env, config.dataDir);
  if (present !== null) {
    if (hasMatchingKey(present, keyCheck)) return null;
    throw new CliError('the key that is there is not the one that this backup was made with');
  }
  if (note?.keys == null)
    throw new CliError(
      `the backup does not hold its key: put the key into ${keyFileOf(env, config.dataDir)} or JETON_KEY first`,
    );
  return parseKeys(note.keys, 'the backup').filter((key) => key !== undefined);
}

function tell(
  { note, tokens, accounts }: Backup,
  done: { readonly former: string | null; readonly journals: number; readonly json: true | undefined },
): void {
  const { former, journals, json } = done;
  const madeAt = note === null ? null : new Date(note.madeAt).toISOString();
  if (json) {
    printJson({ tokens, accounts, made_at: madeAt, set_aside: former, journals_set_aside: journals });
    return;
  }
  process.stdout.write(
    `restored ${tokens} tokens, ${accounts} accounts${madeAt === null ? '' : ` as of ${madeAt}`}\n`,
  );
  if (former !== null)
    process.stderr.write(
      `The store that was there is now ${former}. What was done since the backup is undone: revoke again what was revoked.\n`,
    );
  if (journals > 0)
    process.stderr.write(
      `${journals} journals of uses were set aside: ids issued since the backup will be given to other tokens.\n`,
    );
}
