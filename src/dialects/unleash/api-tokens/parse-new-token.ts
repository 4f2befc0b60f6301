import { AuthorityError } from '../../../core/authority-error.ts';
import type { KindName } from '../../../core/kinds/kind-name.ts';
import type { DialectSettings } from '../../dialect.ts';
import { parseTime } from '../parse-time.ts';
import { tokenNameArgument } from '../token-name-argument.ts';
import type { CreateTokenBody } from './schemas.ts';

/** A token somebody wants, by the rules of either profile. */
export interface NewApiToken {
  readonly kind: KindName;
  readonly name: string;
  /** Ids; `['*']` for all. */
  readonly projects: readonly string[];
  /** `*` for all. */
  readonly environment: string;
  /** Unix milliseconds; absent when none was sent. */
  readonly expiresAt?: number;
}

export const ALL = '*';

const kindsByType: Readonly<Record<string, KindName>> = {
  admin: 'unleash_admin_token',
  client: 'unleash_client_token',
  backend: 'unleash_backend_token',
  frontend: 'unleash_frontend_token',
};

/** Reads a creation that its schema admitted; refuses what members say together. */
export function parseNewToken(
  body: CreateTokenBody,
  profile: DialectSettings['unleashProfile'],
): NewApiToken {
  const kind = kindsByType[body.type.toLowerCase()];
  if (kind === undefined) throw badData('"type" must be one of [client, frontend, admin]');
  const { environment = defaultEnvironment(kind, profile), expiresAt } = body;
  if (environment === '') throw badData('"environment" is not allowed to be empty');
  const expiry = expiresAt === undefined ? null : parseTime(expiresAt);
  return {
    kind,
    name: nameOf(body, profile),
    projects: projectsOf(body, profile),
    environment,
    ...(expiry !== null && { expiresAt: expiry }),
  };
}

/** Refuses admin tokens where the installation does not let them be created over REST. */
export function checkAdminTokenCreation(
  { kind }: NewApiToken,
  { unleashAdminTokenCreation }: DialectSettings,
): void {
  if (kind === 'unleash_admin_token' && !unleashAdminTokenCreation)
    throw new AuthorityError('not_permitted', 'Admin tokens cannot be created over REST here.');
}

function nameOf(
  { tokenName, username }: CreateTokenBody,
  profile: DialectSettings['unleashProfile'],
): string {
  if (profile === 7 || username === undefined) return tokenNameArgument(tokenName ?? '', 'tokenName');
  if (tokenName !== undefined)
    throw badData('"value" contains a conflict between "username" and "tokenName"');
  return tokenNameArgument(username, 'username');
}

function projectsOf(
  { project, projects }: CreateTokenBody,
  profile: DialectSettings['unleashProfile'],
): readonly string[] {
  if (project === '') throw badData('"project" is not allowed to be empty');
  if (projects === undefined) return [project ?? ALL];
  if (project !== undefined && profile === 6)
    throw badData('"project" must not exist simultaneously with [projects]');
  if (projects.length === 0) throw badData('"projects" must contain at least 1 items');
  return projects.includes(ALL) ? [ALL] : projects;
}

function defaultEnvironment(kind: KindName, profile: DialectSettings['unleashProfile']): string {
  if (kind === 'unleash_admin_token') return ALL;
  return profile === 6 ? 'default' : 'development';
}

function badData(message: string): AuthorityError {
  return new AuthorityError('invalid_argument', message);
}
