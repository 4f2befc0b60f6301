import { exampleSecret } from './example-secret.ts';
import { gitlabImpliedScopes, gitlabScopes } from './gitlab-scopes.ts';
import type { Kind, TokenFormat } from './kind.ts';

/** GitLab's impersonation token: a personal access token that an administrator made for somebody else. */
export function createImpersonationTokenKind(format: TokenFormat): Kind {
  return {
    name: 'impersonation_token',
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
