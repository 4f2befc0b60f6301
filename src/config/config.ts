import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { ConfigError } from './config-error.ts';
import { isSharedDatabase } from './database-url.ts';
import type { Env } from './env.ts';
import { type ListenSettings, parseListenSettings } from './listen-settings.ts';
import { flagSetting, integerSetting, listSetting, oneOfSetting, textSetting } from './setting.ts';
import { parseTracing, type TracingSetting } from './tracing-setting.ts';
import { parseUnleashInitialTokens } from './unleash-initial-tokens.ts';

/** Everything about an installation that is not a secret. */
export interface Config extends ListenSettings {
  /** Absolute links begin with this, without a trailing slash; null: taken from the request. */
  readonly baseUrl: string | null;
  readonly databaseUrl: string;
  /** Connections that this process opens at most, where the database is a server. */
  readonly databasePoolMax: number;
  readonly dataDir: string;
  /** Processes that share the port; 1: this one alone. */
  readonly workers: number;
  readonly trustedProxies: readonly string[];
  readonly cacheTokensMax: number;
  /** How long a node of several may answer from memory after its last renewal. */
  readonly leaseMs: number;
  readonly failedAuthPerMinute: number;
  /** Requests a minute with one token on the dialects; 0 is no limit. */
  readonly requestsPerMinute: number;
  /** When a verdict may be given: once its use is with the operating system, on the disk, or in memory. */
  readonly usageMode: 'exact' | 'durable' | 'bounded';
  readonly logLevel: LogLevel;
  /** Null: requests are not traced. */
  readonly tracing: TracingSetting | null;
  readonly defaultLifetimeDays: number;
  readonly maxLifetimeDays: number | null;
  readonly gitlab: {
    readonly tokenPrefix: string;
    readonly instancePrefix: string;
    readonly adminTokenRevoke: boolean;
    readonly requireExpiry: boolean;
  };
  readonly unleash: {
    readonly profile: 6 | 7;
    readonly secrets: 'sealed' | 'hidden';
    readonly adminTokenCreation: boolean;
    readonly tokenLimit: number;
  };
  readonly dynatraceExtraScopes: readonly string[];
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** More than any machine has use for; each takes memory of its own. */
const WORKERS_MAX = 256;
const GITLAB_PREFIX_PATTERN = /^[a-zA-Z0-9_+=/@:.-]{0,20}$/;

/** Reads a configuration; refuses with `ConfigError` what cannot be understood. */
export function parseConfig(env: Env): Config {
  const dataDir = resolve(textSetting(env, 'JETON_DATA_DIR', './data'));
  const config: Config = {
    ...parseListenSettings(env),
    baseUrl: baseUrlSetting(env),
    databaseUrl: textSetting(env, 'JETON_DATABASE_URL', `sqlite:${dataDir}/jeton.db`),
    databasePoolMax: integerSetting(env, 'JETON_DATABASE_POOL_MAX', 10, { min: 2, max: 1000 }),
    dataDir,
    workers: integerSetting(env, 'JETON_WORKERS', 1, { min: 1, max: WORKERS_MAX }),
    trustedProxies: listSetting(env, 'JETON_TRUSTED_PROXIES', isRange, 'an address or a CIDR range'),
    cacheTokensMax: integerSetting(env, 'JETON_CACHE_TOKENS', 1_000_000, { min: 0, max: 16_000_000 }),
    leaseMs: integerSetting(env, 'JETON_LEASE_MS', 1_000, { min: 100, max: 60_000 }),
    failedAuthPerMinute: integerSetting(env, 'JETON_FAILED_AUTH_PER_MINUTE', 600, {
      min: 0,
      max: 1_000_000_000,
    }),
    requestsPerMinute: integerSetting(env, 'JETON_RATE_LIMIT_PER_MINUTE', 0, { min: 0, max: 1_000_000_000 }),
    usageMode: oneOfSetting(env, 'JETON_USAGE_MODE', 'exact', ['exact', 'durable', 'bounded']),
    tracing: parseTracing(env),
    logLevel: oneOfSetting(env, 'JETON_LOG_LEVEL', 'info', logLevels),
    defaultLifetimeDays: integerSetting(env, 'JETON_DEFAULT_LIFETIME_DAYS', 365, { min: 1, max: 36_500 }),
    maxLifetimeDays: integerSetting(env, 'JETON_MAX_LIFETIME_DAYS', null, { min: 1, max: 36_500 }),
    gitlab: gitlabSettings(env),
    unleash: unleashSettings(env),
    dynatraceExtraScopes: listSetting(
      env,
      'JETON_DYNATRACE_EXTRA_SCOPES',
      isDynatraceScope,
      'a scope such as metrics.read',
    ),
  };
  checkTogether(env, config);
  return Object.freeze(config);
}

function baseUrlSetting(env: Env): string | null {
  const text = textSetting(env, 'JETON_BASE_URL', '');
  if (text === '') return null;
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '')
    throw new ConfigError(
      'JETON_BASE_URL must be an http or https URL without a query, for example https://tokens.example.com',
    );
  return url.href.replace(/\/$/, '');
}

function gitlabSettings(env: Env): Config['gitlab'] {
  const prefix = (
    name: 'JETON_GITLAB_TOKEN_PREFIX' | 'JETON_GITLAB_INSTANCE_PREFIX',
    absent: string,
  ): string => {
    // Blank is a value here: GitLab's setting may be emptied.
    const value = env[name] ?? absent;
    if (!GITLAB_PREFIX_PATTERN.test(value))
      throw new ConfigError(`${name} must have at most 20 characters out of letters, digits and _+=/@:.-`);
    return value;
  };
  return {
    tokenPrefix: prefix('JETON_GITLAB_TOKEN_PREFIX', 'glpat-'),
    instancePrefix: prefix('JETON_GITLAB_INSTANCE_PREFIX', ''),
    adminTokenRevoke: flagSetting(env, 'JETON_GITLAB_ADMIN_TOKEN_REVOKE', true),
    requireExpiry: flagSetting(env, 'JETON_GITLAB_REQUIRE_EXPIRY', true),
  };
}

function unleashSettings(env: Env): Config['unleash'] {
  return {
    profile: oneOfSetting(env, 'JETON_UNLEASH_PROFILE', '6', ['6', '7']) === '7' ? 7 : 6,
    secrets: oneOfSetting(env, 'JETON_UNLEASH_SECRETS', 'sealed', ['sealed', 'hidden']),
    adminTokenCreation: flagSetting(env, 'JETON_UNLEASH_ADMIN_TOKEN_CREATION', false),
    tokenLimit: integerSetting(env, 'JETON_UNLEASH_TOKEN_LIMIT', 2000, { min: 0, max: 100_000_000 }),
  };
}

function checkTogether(
  env: Env,
  { databaseUrl, workers, maxLifetimeDays, defaultLifetimeDays, unleash }: Config,
): void {
  if (maxLifetimeDays !== null && env.JETON_DEFAULT_LIFETIME_DAYS && defaultLifetimeDays > maxLifetimeDays)
    throw new ConfigError('JETON_DEFAULT_LIFETIME_DAYS must not be longer than JETON_MAX_LIFETIME_DAYS');
  if (env.JETON_KEY && env.JETON_KEY_FILE) throw new ConfigError('Set JETON_KEY or JETON_KEY_FILE, not both');
  if (parseUnleashInitialTokens(env).length > unleash.tokenLimit)
    throw new ConfigError(
      'JETON_UNLEASH_TOKEN_LIMIT must not be lower than the number of tokens in JETON_UNLEASH_INIT_…_API_TOKENS',
    );
  if (workers > 1 && databaseUrl === 'sqlite::memory:')
    throw new ConfigError('JETON_WORKERS must be 1 with sqlite::memory:, which is the memory of one process');
  checkDatabaseUrl(databaseUrl);
}

/** The messages leave the URL out: it may hold a password. */
function checkDatabaseUrl(databaseUrl: string): void {
  if (isSharedDatabase(databaseUrl) && !URL.canParse(databaseUrl))
    throw new ConfigError(
      'JETON_DATABASE_URL must name one server, as in postgres://user:password@host:5432/database with %40 for @ in a password',
    );
  if (!isSharedDatabase(databaseUrl) && !/^sqlite:./.test(databaseUrl))
    throw new ConfigError('JETON_DATABASE_URL must begin with sqlite: or postgres://');
}

function isRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  const max = version === 4 ? 32 : 128;
  return (
    version !== 0 &&
    rest.length === 0 &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= max))
  );
}

function isDynatraceScope(text: string): boolean {
  return /^[A-Za-z]+(\.[A-Za-z_]+)*$/.test(text);
}
