import { type Command, Option } from 'commander';
import type { PlaceOptions } from './with-native-api.ts';

/** What every command about an installation's data is given. */
export interface DataOptions extends PlaceOptions {
  readonly json?: true;
}

/** Adds a command with the options by which it finds its installation. */
export function addDataCommand(parent: Command, usage: string, description: string): Command {
  return addStoreOptions(parent.command(usage).description(description)).addOption(
    new Option('--server <url>', 'a running server, asked with the token in JETON_TOKEN').conflicts([
      'databaseUrl',
      'dataDir',
    ]),
  );
}

/** Gives a command the options by which it finds the store, and `--json`. */
export function addStoreOptions(command: Command): Command {
  return command
    .option('--json', 'print JSON')
    .option('--database-url <url>', 'where the records are (JETON_DATABASE_URL)')
    .option('--data-dir <dir>', 'the data directory (JETON_DATA_DIR)');
}

/** For options that may be given several times. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Prints one JSON document on a line of its own. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
