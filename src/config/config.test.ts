import { describe, expect, it } from 'vitest';
import { parseConfig } from './config.ts';
import { ConfigError } from './config-error.ts';
import { printableDatabaseUrl } from './database-url.ts';

describe('the configuration', () => {
  it('has the documented defaults', () => {
    expect(parseConfig({ JETON_DATA_DIR: '/srv/jeton' })).toMatchObject({
      listen: { host: '127.0.0.1', port: 7171 },
      baseUrl: null,
      databaseUrl: 'sqlite:/srv/jeton/jeton.db',
      databasePoolMax: 10,
      cacheTokensMax: 1_000_000,
      failedAuthPerMinute: 600,
      defaultLifetimeDays: 365,
      maxLifetimeDays: null,
      gitlab: { tokenPrefix: 'glpat-', instancePrefix: '', adminTokenRevoke: true, requireExpiry: true },
      unleash: { profile: 6, secrets: 'sealed', adminTokenCreation: false, tokenLimit: 2000 },
    });
  });

  it('takes a blank setting for an absent one, but where blank is a value', () => {
    expect(parseConfig({ JETON_PORT: ' ', JETON_GITLAB_TOKEN_PREFIX: '' })).toMatchObject({
      listen: { port: 7171 },
      gitlab: { tokenPrefix: '' },
    });
  });

  it('listens on a Unix socket when told so', () => {
    expect(parseConfig({ JETON_HOST: 'unix:/run/jeton.sock' }).listen).toEqual({
      socketPath: '/run/jeton.sock',
    });
  });

  it.each([
    ['JETON_PORT', '70000'],
    ['JETON_PORT', '80a'],
    ['JETON_PORT', '-1'],
    ['JETON_BASE_URL', 'tokens.example.com'],
    ['JETON_BASE_URL', 'https://tokens.example.com/?a=b'],
    ['JETON_DATABASE_URL', 'mysql://localhost/jeton'],
    ['JETON_DATABASE_URL', 'postgres://user:password@one:5432,two:5432/jeton'],
    ['JETON_DATABASE_URL', 'postgres:jeton'],
    ['JETON_DATABASE_POOL_MAX', '1'],
    ['JETON_TRUSTED_PROXIES', '10.0.0.0/8,proxy'],
    ['JETON_TRUSTED_PROXIES', '10.0.0.0/64'],
    ['JETON_WORKERS', '257'],
    ['JETON_CACHE_TOKENS', '1e6'],
    ['JETON_TLS_CERT', '/etc/ssl/cert.pem'],
    ['JETON_USAGE_MODE', 'sometimes'],
    ['JETON_LOG_LEVEL', 'loud'],
    ['JETON_GITLAB_TOKEN_PREFIX', 'has blank'],
    ['JETON_GITLAB_TOKEN_PREFIX', 'x'.repeat(21)],
    ['JETON_GITLAB_ADMIN_TOKEN_REVOKE', 'perhaps'],
    ['JETON_UNLEASH_PROFILE', '8'],
    ['JETON_UNLEASH_SECRETS', 'clear'],
    ['JETON_UNLEASH_ADMIN_TOKEN_CREATION', 'perhaps'],
    ['JETON_UNLEASH_INIT_ADMIN_API_TOKENS', 'too-short'],
    ['JETON_DYNATRACE_EXTRA_SCOPES', 'metrics read'],
  ] as const)('refuses %s=%s in one line that names it', (name, value) => {
    const read = () => parseConfig({ [name]: value });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(new RegExp(`^${name} [^\\n]+$`));
  });

  it('refuses settings that contradict each other', () => {
    expect(() => parseConfig({ JETON_DEFAULT_LIFETIME_DAYS: '90', JETON_MAX_LIFETIME_DAYS: '30' })).toThrow(
      ConfigError,
    );
    expect(() => parseConfig({ JETON_KEY: 'a', JETON_KEY_FILE: 'b' })).toThrow(ConfigError);
    expect(() =>
      parseConfig({
        JETON_UNLEASH_TOKEN_LIMIT: '0',
        JETON_UNLEASH_INIT_CLIENT_API_TOKENS: 'a-free-string-of-a-client',
      }),
    ).toThrow(ConfigError);
  });

  it('shows a database URL without user, password and parameters', () => {
    const url = 'postgresql://jeton:hidden@db.example.com:5433/tokens?password=hidden';
    expect(parseConfig({ JETON_DATABASE_URL: url }).databaseUrl).toBe(url);
    expect(printableDatabaseUrl(url)).toBe('postgres://db.example.com:5433/tokens');
    expect(printableDatabaseUrl('sqlite:./data/jeton.db')).toBe('sqlite:./data/jeton.db');
  });
});
