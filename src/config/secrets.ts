import { ConfigError } from './config-error.ts';
import type { Env } from './env.ts';
import { type InstallationKeyBytes, readInstallationKeys, type StoreState } from './installation-keys.ts';
import { parseUnleashInitialTokens, type UnleashInitialToken } from './unleash-initial-tokens.ts';

const BOOTSTRAP_PATTERN = /^[\x21-\x7e]{20,4096}$/;

/** The secrets of an installation; nothing here is ever printed. */
export interface Secrets {
  /** The installation's key, 32 bytes; while it is being changed also the other one. */
  readonly installationKeys: InstallationKeyBytes;
  /** Secret for the first administrator's token; null to generate one. */
  readonly bootstrapToken: string | null;
  /** Unleash tokens to take over while there is none. */
  readonly unleashInitialTokens: readonly UnleashInitialToken[];
}

/** Reads the secrets; where there is neither a key nor a store yet, a key is made in the data directory, mode 0600. */
export function readSecrets(env: Env, dataDir: string, store: StoreState): Secrets {
  const bootstrapToken = env.JETON_BOOTSTRAP_TOKEN || null;
  if (bootstrapToken !== null && !BOOTSTRAP_PATTERN.test(bootstrapToken))
    throw new ConfigError('JETON_BOOTSTRAP_TOKEN must have 20 to 4,096 visible ASCII characters');
  const unleashInitialTokens = parseUnleashInitialTokens(env);
  if (unleashInitialTokens.some(({ secret }) => secret === bootstrapToken))
    throw new ConfigError('JETON_BOOTSTRAP_TOKEN must not be listed in JETON_UNLEASH_INIT_…_API_TOKENS too');
  return {
    installationKeys: readInstallationKeys(env, dataDir, store),
    bootstrapToken,
    unleashInitialTokens,
  };
}
