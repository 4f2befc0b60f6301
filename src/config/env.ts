/** Every environment variable that Jeton reads. */
const envNames = [
  'JETON_HOST',
  'JETON_PORT',
  'JETON_BASE_URL',
  'JETON_DATABASE_URL',
  'JETON_DATABASE_POOL_MAX',
  'JETON_DATA_DIR',
  'JETON_KEY',
  'JETON_KEY_FILE',
  'JETON_BOOTSTRAP_TOKEN',
  'JETON_TRUSTED_PROXIES',
  'JETON_WORKERS',
  'JETON_CACHE_TOKENS',
  'JETON_LEASE_MS',
  'JETON_FAILED_AUTH_PER_MINUTE',
  'JETON_RATE_LIMIT_PER_MINUTE',
  'JETON_USAGE_MODE',
  'JETON_LOG_LEVEL',
  'JETON_DEFAULT_LIFETIME_DAYS',
  'JETON_MAX_LIFETIME_DAYS',
  'JETON_GITLAB_TOKEN_PREFIX',
  'JETON_GITLAB_INSTANCE_PREFIX',
  'JETON_GITLAB_ADMIN_TOKEN_REVOKE',
  'JETON_GITLAB_REQUIRE_EXPIRY',
  'JETON_UNLEASH_PROFILE',
  'JETON_UNLEASH_SECRETS',
  'JETON_UNLEASH_ADMIN_TOKEN_CREATION',
  'JETON_UNLEASH_TOKEN_LIMIT',
  'JETON_UNLEASH_INIT_ADMIN_API_TOKENS',
  'JETON_UNLEASH_INIT_CLIENT_API_TOKENS',
  'JETON_UNLEASH_INIT_BACKEND_API_TOKENS',
  'JETON_UNLEASH_INIT_FRONTEND_API_TOKENS',
  'JETON_DYNATRACE_EXTRA_SCOPES',
  'JETON_CORS_ORIGINS',
  'JETON_STOP_DELAY_SECONDS',
  'JETON_TLS_CERT',
  'JETON_TLS_KEY',
  'JETON_TOKEN',
  'JETON_IMPORT_TOKEN',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
  'OTEL_TRACES_SAMPLER_ARG',
] as const;

export type EnvName = (typeof envNames)[number];

/** Settings by name; a blank one counts as absent where its meaning allows. */
export type Env = { readonly [name in EnvName]?: string | undefined };

/** The settings that the process was started with. */
export function readEnv(): Env {
  return Object.fromEntries(envNames.map((name) => [name, process.env[name]]));
}

/** The environment of a process that is to have these settings, and all else that this one has. */
export function environmentWith(env: Env): NodeJS.ProcessEnv {
  return { ...process.env, ...env };
}

/** Variables that look like settings and are none: most likely misspelled. */
export function unknownSettings(): readonly string[] {
  const known = new Set<string>(envNames);
  return Object.keys(process.env).filter(
    (name) => name.startsWith('JETON_') && !name.startsWith('JETON_TEST_') && !known.has(name),
  );
}
