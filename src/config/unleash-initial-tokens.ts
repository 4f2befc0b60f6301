import { ConfigError } from './config-error.ts';
import type { Env } from './env.ts';

/** A secret that exists already, to become a token of an installation that has none yet. */
export interface UnleashInitialToken {
  readonly kind: `unleash_${Type}_token`;
  readonly secret: string;
  /** What the secret says of its scope; absent members mean all projects and the default environment. */
  readonly attributes: { readonly projects?: readonly string[]; readonly environment?: string };
}

const types = ['admin', 'client', 'backend', 'frontend'] as const;
type Type = (typeof types)[number];

const SECRET_PATTERN = /^[\x21-\x7e]{20,4096}$/;

/** Reads the secrets of `JETON_UNLEASH_INIT_…_API_TOKENS`; the messages leave them out. */
export function parseUnleashInitialTokens(env: Env): readonly UnleashInitialToken[] {
  const listedIn = new Map<string, string>();
  return types.flatMap((type) => {
    const name = `JETON_UNLEASH_INIT_${type.toUpperCase() as Uppercase<Type>}_API_TOKENS` as const;
    return secretsOf(env[name] ?? '').map((secret) => {
      const other = listedIn.get(secret);
      if (other !== undefined)
        throw new ConfigError(`${name} lists a secret that is listed in ${other} already`);
      listedIn.set(secret, name);
      return { kind: `unleash_${type}_token` as const, secret, attributes: scopeOf(secret, type, name) };
    });
  });
}

function secretsOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** Unleash's secrets say what they are for, `<project>:<environment>.<rest>`; others may be any string. */
function scopeOf(secret: string, type: Type, name: string): UnleashInitialToken['attributes'] {
  if (!SECRET_PATTERN.test(secret))
    throw new ConfigError(
      `${name} must list secrets between commas, each of 20 to 4,096 visible ASCII characters`,
    );
  const [, project = '*', environment] = /^([^:]+):([^.]+)\../.exec(secret) ?? [];
  if (environment === undefined) return {};
  if (type === 'admin') {
    if (project !== '*' || environment !== '*')
      throw new ConfigError(`${name} lists a secret that does not begin with *:*. as admin tokens do`);
    return {};
  }
  if (environment === '*')
    throw new ConfigError(`${name} lists a secret for all environments, which only admin tokens are for`);
  if (project === '[]')
    throw new ConfigError(`${name} lists a secret for several projects, which it does not name`);
  return { ...(project !== '*' && { projects: [project] }), environment };
}
