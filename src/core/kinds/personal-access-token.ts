import { exampleSecret } from './example-secret.ts';
import { gitlabImpliedScopes, gitlabScopes } from './gitlab-scopes.ts';
import type { Kind, TokenFormat } from './kind.ts';

/** GitLab's personal access token. */
export function createPersonalAccessTokenKind(format: TokenFormat): Kind {
  return {
    name: 'personal_access_token',
    dialect: 'gitlab',
    format,
    actsFor: 'account',
    resourceTypes: [],
    resourceRequired: false,
    revocation: 'revoke',
    rotatable: true,
    sealed: false,
    scopes: gitlabScopes.user,
    impliedScopes: gitlabImpliedScopes,
    defaultLifetime: false,
    example: exampleSecret(format),
  };
}
