import { parseConfig } from '../config/config.ts';
import { ConfigError } from '../config/config-error.ts';
import { type Env, type EnvName, readEnv } from '../config/env.ts';
import type { Settings } from '../installation.ts';
import { CliError } from './cli-error.ts';

/** Settings that a command line may give in place of the environment. */
export interface SettingOptions {
  readonly host?: string;
  readonly port?: string;
  readonly databaseUrl?: string;
  readonly dataDir?: string;
  readonly workers?: string;
}

/** Reads the installation's settings; an option goes before its variable. */
export function readSettings(options: SettingOptions): Settings {
  const given = settings.filter(({ option }) => options[option] !== undefined);
  const overrides = Object.fromEntries(given.map(({ option, name }) => [name, options[option]]));
  const env: Env = { ...readEnv(), ...overrides };
  try {
    return { env, config: parseConfig(env) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const culprit = given.find(({ name }) => error.message.startsWith(name));
    if (culprit === undefined) throw error;
    throw new CliError(error.message.replace(culprit.name, culprit.flag), 2);
  }
}

interface Setting {
  readonly option: keyof SettingOptions;
  readonly flag: string;
  readonly name: EnvName;
}

const settings: readonly Setting[] = [
  { option: 'host', flag: '--host', name: 'JETON_HOST' },
  { option: 'port', flag: '--port', name: 'JETON_PORT' },
  { option: 'databaseUrl', flag: '--database-url', name: 'JETON_DATABASE_URL' },
  { option: 'dataDir', flag: '--data-dir', name: 'JETON_DATA_DIR' },
  { option: 'workers', flag: '--workers', name: 'JETON_WORKERS' },
];
