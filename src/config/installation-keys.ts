import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from './config-error.ts';
import type { Env } from './env.ts';

const KEY_BYTES = 32;

/** One key, or two while records are taken from one to the other; a new store is made with the first. */
export type InstallationKeyBytes = readonly [Buffer, second?: Buffer];

/** A store of which nothing is there yet, one that was made with some key, or one that several nodes use. */
export type StoreState = 'new' | 'existing' | 'shared';

/** Reads the installation's keys; where there is neither a key nor a store yet, a key is made in the data directory. */
export function readInstallationKeys(env: Env, dataDir: string, store: StoreState): InstallationKeyBytes {
  if (env.JETON_KEY) return parseKeys(env.JETON_KEY, 'JETON_KEY');
  // A key made here would be this node's alone.
  if (store === 'shared' && !env.JETON_KEY_FILE)
    throw new ConfigError(
      'JETON_KEY or JETON_KEY_FILE must be set with PostgreSQL: all nodes share one key (make it with: openssl rand -base64 32)',
    );
  const path = keyFileOf(env, dataDir);
  const keys = readKeyFile(path);
  if (keys !== null) return keys;
  if (env.JETON_KEY_FILE) throw new ConfigError(`JETON_KEY_FILE names ${path}, which does not exist`);
  // A fresh key beside an old store would look like the right one to whoever restores a backup.
  if (store === 'existing')
    throw new ConfigError(
      `The store has a key, and ${path} is missing: put the key back, nothing can be looked up without it`,
    );
  return makeKeyFile(path, dataDir);
}

/** The keys that are there, wherever the settings say; null where there are none, and none are made. */
export function findInstallationKeys(env: Env, dataDir: string): InstallationKeyBytes | null {
  return env.JETON_KEY ? parseKeys(env.JETON_KEY, 'JETON_KEY') : readKeyFile(keyFileOf(env, dataDir));
}

/** Where the key file is, unless the key is in `JETON_KEY`. */
export function keyFileOf(env: Env, dataDir: string): string {
  return env.JETON_KEY_FILE || join(dataDir, 'key');
}

/** Keys as a key file holds them: a line each. */
export function toKeyText(keys: readonly Buffer[]): string {
  return keys.map((key) => `${key.toString('base64')}\n`).join('');
}

/** Writes a key file, in the place of one that may be there, at no moment without a whole one. */
export function writeKeyFile(path: string, keys: readonly Buffer[]): void {
  const made = `${path}.new`;
  writeFileSync(made, toKeyText(keys), { mode: 0o600, flush: true });
  renameSync(made, path);
}

/** A fresh key. */
export function makeKey(): Buffer {
  return randomBytes(KEY_BYTES);
}

/** Reads one key, or two with white space or a comma between. */
export function parseKeys(text: string, where: string): InstallationKeyBytes {
  const [first = '', second, ...rest] = text.trim().split(/[\s,]+/);
  if (rest.length > 0) throw new ConfigError(`${where} must hold one key, or two while the key is changed`);
  const key = parseKey(first, where);
  if (second === undefined) return [key];
  const other = parseKey(second, where);
  if (other.equals(key)) throw new ConfigError(`${where} holds the same key twice`);
  return [key, other];
}

function readKeyFile(path: string): InstallationKeyBytes | null {
  try {
    const { mode } = statSync(path);
    // A key that others may read is mended rather than refused: the operator sees it in `jeton doctor`.
    if ((mode & 0o077) !== 0) chmodSync(path, 0o600);
    return parseKeys(readFileSync(path, 'utf8'), path);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new ConfigError(`The key file ${path} cannot be read: ${(error as NodeJS.ErrnoException).code}`);
  }
}

function makeKeyFile(path: string, dataDir: string): InstallationKeyBytes {
  const key = makeKey();
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    // Exclusive: of two first starts at once, one makes the key and the other reads it.
    writeFileSync(path, toKeyText([key]), { mode: 0o600, flag: 'wx', flush: true });
    return [key];
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const keys = code === 'EEXIST' ? readKeyFile(path) : null;
    if (keys !== null) return keys;
    throw new ConfigError(`The key file ${path} cannot be made: ${code}`);
  }
}

function parseKey(text: string, where: string): Buffer {
  const key = Buffer.from(text, 'base64');
  if (key.length !== KEY_BYTES || !/^[A-Za-z0-9+/_-]{43}=?$/.test(text))
    throw new ConfigError(`${where} must hold 32 bytes in base64 (make one with: openssl rand -base64 32)`);
  return key;
}
