import { exampleSecret } from './example-secret.ts';
import { gitlabImpliedScopes, gitlabScopes } from './gitlab-scopes.ts';
import type { Kind, TokenFormat } from './kind.ts';

/** GitLab's group access token: it acts as a bot account of its own within one group. */
export function createGroupAccessTokenKind(format: TokenFormat): Kind {
  return {
    name: 'group_access_token',
    dialect: 'gitlab',
    format,
    actsFor: 'account',
    resourceTypes: ['group'],
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
