import { AuthorityError } from '../../../core/authority-error.ts';
import type { DialectSettings } from '../../dialect.ts';
import { type NewApiToken, parseNewToken } from '../api-tokens/parse-new-token.ts';
import type { CreateTokenBody } from '../api-tokens/schemas.ts';

/** Reads a creation in a project, which decides the scope: projects in the body count for nothing. */
export function parseProjectToken(
  { project, projects, ...body }: CreateTokenBody,
  projectId: string,
  { unleashProfile }: DialectSettings,
): NewApiToken {
  const wanted = parseNewToken(body, unleashProfile);
  if (wanted.kind === 'unleash_admin_token')
    throw new AuthorityError('invalid_argument', 'Admin tokens cannot be scoped to single projects.');
  return { ...wanted, projects: [projectId] };
}
