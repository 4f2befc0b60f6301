import { readEnv } from '../config/env.ts';
import { storeState } from '../store-state.ts';
import { CliError } from './cli-error.ts';
import { holdDataDirectory } from './hold-data-directory.ts';
import { createHttpApi } from './http-api.ts';
import type { NativeApi } from './native-api.ts';
import { readSettings, type SettingOptions } from './settings.ts';

/** Which installation a command is about. */
export interface PlaceOptions extends Pick<SettingOptions, 'databaseUrl' | 'dataDir'> {
  /** URL of a running server, asked with the token in `JETON_TOKEN`. */
  readonly server?: string;
}

/**
 * Does something with the installation that the options name, and lets it go. Only commands that bring something into
 * being make a store where there is none: from an empty one, "not ours" would be a wrong answer to everything.
 */
export async function withNativeApi(
  options: PlaceOptions,
  work: (api: NativeApi) => Promise<void>,
  { mayCreateStore = false } = {},
): Promise<void> {
  const api = await openNativeApi(options, mayCreateStore);
  try {
    await work(api);
  } finally {
    await api.close();
  }
}

/** Finds the way to the installation: a server by its URL, the server that holds the data directory, or the store itself. */
async function openNativeApi(options: PlaceOptions, mayCreateStore: boolean): Promise<NativeApi> {
  if (options.server !== undefined)
    return createHttpApi({ url: serverUrl(options.server), token: tokenOf() });
  const settings = readSettings(options);
  const { config } = settings;
  if (!mayCreateStore && storeState(config) === 'new')
    throw new CliError(
      `there is no store in ${config.dataDir}: give its --data-dir, or start one with jeton serve`,
    );
  const held = await holdDataDirectory(config.dataDir);
  if (!('lock' in held)) return createHttpApi(held);
  // The whole server, which a command that only asks one does not wait for.
  const { openLocalApi } = await import('./local-api.ts');
  return openLocalApi(settings, held.lock);
}

function serverUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new CliError('--server must be an http or https URL, for example http://127.0.0.1:7171', 2);
  return url;
}

function tokenOf(): string {
  const token = readEnv().JETON_TOKEN?.trim() ?? '';
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new CliError('--server needs a token: put one into the environment variable JETON_TOKEN', 2);
  return token;
}
