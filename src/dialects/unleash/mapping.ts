import type { Static } from '@fastify/type-provider-typebox';
import type { Attributes } from '../../core/attributes.ts';
import type { KindName } from '../../core/kinds/kind-name.ts';
import type { TokenDetails } from '../../core/token/token.ts';
import type { TokenSecret } from '../../core/token/token-secret.ts';
import type { DialectSettings } from '../dialect.ts';
import type { ApiToken, CreatedToken } from './schemas.ts';

type Profile = DialectSettings['unleashProfile'];

/** A token as lists show it; without its secret, the part of it that may be shown stands in its place. */
export function toApiToken(
  { token, use }: TokenDetails,
  secret: TokenSecret | undefined,
  profile: Profile,
): Static<typeof ApiToken> {
  const projects = projectsOf(token.attributes);
  return {
    secret: secret?.reveal() ?? hiddenSecret(token),
    tokenName: token.name,
    type: typeOf(token.kind, profile),
    project: projects.join(','),
    projects: [...projects],
    environment: environmentOf(token.attributes, token.kind),
    expiresAt: toTime(token.expiresAt),
    createdAt: new Date(token.createdAt).toISOString(),
    alias: typeof token.attributes.alias === 'string' ? token.attributes.alias : null,
    seenAt: toTime(use.lastUsedAt),
    ...(profile === 6 ? { username: token.name } : { secure: false }),
  };
}

/** Where a token is good and the end of its secret; of an imported secret of any shape the public id has the end only. */
function hiddenSecret({ publicId, irregular, attributes, kind }: TokenDetails['token']): string {
  if (!irregular) return publicId;
  const [project, ...others] = projectsOf(attributes);
  return `${others.length > 0 ? '[]' : project}:${environmentOf(attributes, kind)}.${publicId}`;
}

/** A token just created, as its creation answers it. */
export function toCreatedToken(
  details: TokenDetails,
  secret: TokenSecret | null,
  profile: Profile,
): Static<typeof CreatedToken> {
  const { tokenName, environment, projects, expiresAt, type, alias, project, createdAt, ...rest } =
    toApiToken(details, secret ?? undefined, profile);
  return {
    tokenName,
    environment,
    projects,
    ...(expiresAt !== null && { expiresAt }),
    secret: rest.secret,
    type,
    ...(profile === 6 && { username: tokenName }),
    alias,
    project,
    createdAt,
    ...(profile === 7 && { secure: false }),
  };
}

// Profile 6 knows no `backend`: clients with a closed list of types would fail on it.
export function typeOf(kind: KindName, profile: Profile): string {
  const type = kind.replace(/^unleash_|_token$/g, '');
  return type === 'backend' && profile === 6 ? 'client' : type;
}

/** The ids of the projects that a token is for; `*` for all. */
export function projectsOf({ projects }: Attributes): readonly string[] {
  const named = Array.isArray(projects) ? projects.filter((one) => typeof one === 'string') : [];
  return named.length === 0 ? ['*'] : named;
}

/** The environment that a token is for; `*` for all. */
export function environmentOf({ environment }: Attributes, kind: KindName): string {
  if (typeof environment === 'string') return environment;
  return kind === 'unleash_admin_token' ? '*' : 'default';
}

export function toTime(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
