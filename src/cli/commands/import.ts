import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { isSharedDatabase } from '../../config/database-url.ts';
import { findInstallationKeys, keyFileOf } from '../../config/installation-keys.ts';
import type { Settings } from '../../installation.ts';
import { fillStore, schemaNames } from '../../stores/transfer.ts';
import { CliError } from '../cli-error.ts';
import { addStoreOptions, collect, type DataOptions, printJson } from '../data-command.ts';
import { holdDataDirectory } from '../hold-data-directory.ts';
import type { ImportTokensOptions } from '../import/import-tokens.ts';
import type { ExportHead } from '../move/export-file.ts';
import { fillFromExport } from '../move/fill-from-export.ts';
import { hasMatchingKey } from '../move/matching-key.ts';
import { type ExportLine, readExport } from '../move/read-export.ts';
import { readSettings } from '../settings.ts';

/** `jeton import` */
export function addImportCommand(program: Command): void {
  addStoreOptions(
    program
      .command('import <file>')
      .description(
        'fill an empty store with what jeton export wrote, everything or nothing; with --from, take over the tokens of another system',
      ),
  )
    .addOption(
      new Option('--from <system>', 'whose tokens: a CSV file, or the URL of an Unleash').choices([
        'sanctum',
        'knox',
        'csv',
        'unleash',
      ]),
    )
    .option('--account <username>', 'whom tokens without a column account act for')
    .option('--scope <scope>', 'what tokens without scopes may do; may be repeated', collect)
    .option('--dry-run', 'only tell what would happen')
    .action((file: string, options: ImportOptions) =>
      options.from === undefined
        ? importAll(file, options)
        : importFrom(file, { ...options, from: options.from }),
    );
}

type ImportOptions = DataOptions & Partial<ImportTokensOptions>;

/** Loaded for this alone. */
async function importFrom(place: string, options: ImportTokensOptions): Promise<void> {
  const { importTokens } = await import('../import/import-tokens.ts');
  await importTokens(place, options);
}

async function importAll(file: string, options: DataOptions): Promise<void> {
  const settings = readSettings(options);
  const { databaseUrl } = settings.config;
  const lines = readExport(createReadStream(resolve(file)));
  const release = await holdTarget(settings);
  try {
    const rest = await withoutHead(lines, (head) => checkHead(head, settings));
    const counts = await fillStore(databaseUrl, (store) => fillFromExport(store, rest));
    if (options.json) return printJson({ counts });
    process.stdout.write(`imported ${counts.token} tokens, ${counts.account} accounts; all counts agree\n`);
  } finally {
    release();
  }
}

/** A database that nodes share is guarded by its own locks. */
async function holdTarget({ config }: Settings): Promise<() => void> {
  if (isSharedDatabase(config.databaseUrl)) return () => undefined;
  const held = await holdDataDirectory(config.dataDir);
  if (!('lock' in held)) throw new CliError('a server holds the data directory: stop it first');
  return () => held.lock.release();
}

async function withoutHead(
  lines: AsyncGenerator<readonly ExportLine[], void, void>,
  check: (head: ExportHead) => void,
): Promise<AsyncIterable<readonly ExportLine[]>> {
  const { value } = await lines.next();
  const [head, ...rest] = value ?? [];
  if (head === undefined || !('jeton_export' in head)) throw new CliError('this is no export of Jeton');
  check(head);
  return (async function* () {
    yield rest;
    yield* lines;
  })();
}

function checkHead(head: ExportHead, { env, config }: Settings): void {
  if (head.schema?.join() !== schemaNames.join())
    throw new CliError(
      `the export is of version ${head.version}, whose schema is another: import it with that version, then update`,
    );
  const keys = findInstallationKeys(env, config.dataDir);
  if (keys === null)
    throw new CliError(
      `an export is of use with its installation's key only: put that into ${keyFileOf(env, config.dataDir)} or JETON_KEY first`,
    );
  if (!head.key_checks.every((check) => hasMatchingKey(keys, check)))
    throw new CliError('the key that is there is not the one of the installation that was exported');
}
