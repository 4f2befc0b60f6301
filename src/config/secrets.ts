import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from './config-error.ts';
import type { Env } from './env.ts';
import { parseUnleashInitialTokens, type UnleashInitialToken } from './unleash-initial-tokens.ts';

const KEY_BYTES = 32;
const BOOTSTRAP_PATTERN = /^[\x21-\x7e]{20,4096}$/;

/** The secrets of an installation; nothing here is ever printed. */
export interface Secrets {
  /** The installation's key, 32 bytes. */
  readonly installationKey: Buffer;
  /** Secret for the first administrator's token; null to generate one. */
  readonly bootstrapToken: string | null;
  /** Unleash tokens to take over while there is none. */
  readonly unleashInitialTokens: readonly UnleashInitialToken[];
}

/** A store of which nothing is there yet, one that was made with some key, or one that several nodes use. */
type StoreState = 'new' | 'existing' | 'shared';

/** Reads the secrets; where there is neither a key nor a store yet, a key is made in the data directory, mode 0600. */
export function readSecrets(env: Env, dataDir: string, store: StoreState): Secrets {
  const bootstrapToken = env.JETON_BOOTSTRAP_TOKEN || null;
  if (bootstrapToken !== null && !BOOTSTRAP_PATTERN.test(bootstrapToken))
    throw new ConfigError('JETON_BOOTSTRAP_TOKEN must have 20 to 4,096 visible ASCII characters');
  const unleashInitialTokens = parseUnleashInitialTokens(env);
  if (unleashInitialTokens.some(({ secret }) => secret === bootstrapToken))
    throw new ConfigError('JETON_BOOTSTRAP_TOKEN must not be listed in JETON_UNLEASH_INIT_…_API_TOKENS too');
  return { installationKey: installationKey(env, dataDir, store), bootstrapToken, unleashInitialTokens };
}

function installationKey(env: Env, dataDir: string, store: StoreState): Buffer {
  if (env.JETON_KEY) return parseKey(env.JETON_KEY, 'JETON_KEY');
  // A key made here would be this node's alone.
  if (store === 'shared' && !env.JETON_KEY_FILE)
    throw new ConfigError(
      'JETON_KEY or JETON_KEY_FILE must be set with PostgreSQL: all nodes share one key (make it with: openssl rand -base64 32)',
    );
  const path = env.JETON_KEY_FILE || join(dataDir, 'key');
  const text = readKeyFile(path);
  if (text !== null) return parseKey(text, path);
  if (env.JETON_KEY_FILE) throw new ConfigError(`JETON_KEY_FILE names ${path}, which does not exist`);
  // A fresh key beside an old store would look like the right one to whoever restores a backup.
  if (store === 'existing')
    throw new ConfigError(
      `The store has a key, and ${path} is missing: put the key back, nothing can be looked up without it`,
    );
  return makeKeyFile(path, dataDir);
}

function readKeyFile(path: string): string | null {
  try {
    const { mode } = statSync(path);
    // A key that others may read is mended rather than refused: the operator sees it in `jeton doctor`.
    if ((mode & 0o077) !== 0) chmodSync(path, 0o600);
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new ConfigError(`The key file ${path} cannot be read: ${(error as NodeJS.ErrnoException).code}`);
  }
}

function makeKeyFile(path: string, dataDir: string): Buffer {
  const key = randomBytes(KEY_BYTES);
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    // Exclusive: of two first starts at once, one makes the key and the other reads it.
    writeFileSync(path, `${key.toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true });
    return key;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const text = code === 'EEXIST' ? readKeyFile(path) : null;
    if (text !== null) return parseKey(text, path);
    throw new ConfigError(`The key file ${path} cannot be made: ${code}`);
  }
}

function parseKey(text: string, where: string): Buffer {
  const trimmed = text.trim();
  const key = Buffer.from(trimmed, 'base64');
  if (key.length !== KEY_BYTES || !/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed))
    throw new ConfigError(`${where} must hold 32 bytes in base64 (make one with: openssl rand -base64 32)`);
  return key;
}
