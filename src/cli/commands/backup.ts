import { resolve } from 'node:path';
import type { Command } from 'commander';
import { isSharedDatabase, sqliteFile } from '../../config/database-url.ts';
import { findInstallationKeys, keyFileOf, toKeyText } from '../../config/installation-keys.ts';
import type { Settings } from '../../installation.ts';
import { storeState } from '../../store-state.ts';
import { readBackup } from '../../stores/sqlite/backup/read-backup.ts';
import { writeBackup } from '../../stores/sqlite/backup/write-backup.ts';
import { CliError } from '../cli-error.ts';
import { controlSocketPath, socketAnswers } from '../control-socket.ts';
import { addStoreOptions, type DataOptions, printJson } from '../data-command.ts';
import { withControlSocket } from '../operator/with-control-socket.ts';
import { readSettings } from '../settings.ts';
import { version } from '../version.ts';

/** `jeton backup` */
export function addBackupCommand(program: Command): void {
  addStoreOptions(
    program
      .command('backup <file>')
      .description('write what the embedded store holds into a new file, while the server runs or not'),
  )
    .option(
      '--with-key',
      "put the installation's key into the backup: whoever has the file then has everything",
    )
    .action(backUp);
}

interface BackupOptions extends DataOptions {
  readonly withKey?: true;
}

async function backUp(file: string, options: BackupOptions): Promise<void> {
  const settings = readSettings(options);
  const { config } = settings;
  if (isSharedDatabase(config.databaseUrl))
    throw new CliError('back PostgreSQL up with its own tools: see docs/moving.md');
  if (storeState(config) === 'new') throw new CliError(`there is no store in ${config.dataDir}`);
  await settleServer(config.dataDir);
  const path = resolve(file);
  const madeAt = Date.now();
  const keys = options.withKey ? keyText(settings) : null;
  writeBackup(sqliteFile(config.databaseUrl), path, { madeAt, version, keys });
  const { tokens, accounts } = readBackup(path);
  if (options.json) return printJson({ file: path, tokens, accounts, holds_key: keys !== null });
  process.stdout.write(`${path}: ${tokens} tokens, ${accounts} accounts\n`);
  process.stderr.write(
    keys === null
      ? `It does not hold the key, without which it is of no use: keep a copy of ${keyPlace(settings)} elsewhere.\n`
      : 'It holds the key: whoever can read it can act as everybody.\n',
  );
}

/** What a running server has only counted so far goes into the backup as well. */
async function settleServer(dataDir: string): Promise<void> {
  const socket = controlSocketPath(dataDir);
  if (socket === null || !(await socketAnswers(socket))) return;
  await withControlSocket(socket, async (ask) => void (await ask('settle', {})));
}

function keyText({ env, config }: Settings): string {
  const keys = findInstallationKeys(env, config.dataDir);
  if (keys === null) throw new CliError('the key is not there: put it back');
  return toKeyText(keys.filter((key) => key !== undefined));
}

function keyPlace({ env, config }: Settings): string {
  return env.JETON_KEY ? 'JETON_KEY' : keyFileOf(env, config.dataDir);
}
