import { exampleSecret } from './example-secret.ts';
import { gitlabImpliedScopes, gitlabScopes } from './gitlab-scopes.ts';
import type { Kind, TokenFormat } from './kind.ts';

/** GitLab's project access token: it acts as a bot account of its own within one project. */
export function createProjectAccessTokenKind(format: TokenFormat): Kind {
  return {
    name: 'project_access_token',
    dialect: 'gitlab',
    format,
    actsFor: 'account',
    resourceTypes: ['project'],
    resourceRequired: true,
    revocation: 'revoke',
    rotatable: true,
    sealed: false,
    scopes: gitlabScopes.resource,
    impliedScopes: gitlabImpliedScopes,
    defaultLifetime: false,
    example: exampleSecret(format),
  };
}
