import type { Command } from 'commander';
import type { Config } from '../../config/config.ts';
import { isSharedDatabase } from '../../config/database-url.ts';
import { listPendingMigrations, openStore } from '../../stores/open-store.ts';
import { CliError } from '../cli-error.ts';
import { addStoreOptions, type DataOptions, printJson } from '../data-command.ts';
import { holdDataDirectory } from '../hold-data-directory.ts';
import { readSettings } from '../settings.ts';

/** `jeton migrate` */
export function addMigrateCommand(program: Command): void {
  addStoreOptions(
    program.command('migrate').description('bring the database schema up to date; serve does so too'),
  )
    .option('--check', 'only say what is pending: exit code 1 when something is')
    .action(migrate);
}

interface MigrateOptions extends DataOptions {
  readonly check?: true;
}

async function migrate(options: MigrateOptions): Promise<void> {
  const { config } = readSettings(options);
  const pending = await listPendingMigrations(config.databaseUrl);
  if (options.check) return reportPending(pending, options);
  if (pending.length > 0) await applyMigrations(config);
  if (options.json) return printJson({ applied: pending });
  const lines =
    pending.length === 0 ? ['The schema is up to date.'] : pending.map((name) => `applied ${name}`);
  process.stdout.write(`${lines.join('\n')}\n`);
}

function reportPending(pending: readonly string[], { json }: MigrateOptions): void {
  if (json) printJson({ pending });
  else if (pending.length === 0) process.stdout.write('The schema is up to date.\n');
  else process.stdout.write(`${pending.map((name) => `pending ${name}`).join('\n')}\n`);
  if (pending.length > 0) throw new CliError('the schema is not up to date: run jeton migrate');
}

async function applyMigrations(config: Config): Promise<void> {
  if (isSharedDatabase(config.databaseUrl)) return openOnce(config);
  const held = await holdDataDirectory(config.dataDir);
  if (!('lock' in held))
    throw new CliError('a server holds the data directory: stop it, its next start migrates');
  try {
    await openOnce(config);
  } finally {
    held.lock.release();
  }
}

async function openOnce({ databaseUrl }: Config): Promise<void> {
  const store = await openStore({ databaseUrl });
  await store.close();
}
