import { exampleSecret } from './example-secret.ts';
import { gitlabPrefixes } from './gitlab-prefixes.ts';
import { gitlabImpliedScopes, gitlabScopes } from './gitlab-scopes.ts';
import type { Kind, KindSettings } from './kind.ts';
import { createRandomBodyFormat } from './random-body-format.ts';

/** GitLab's deploy token, of a project or of a group. */
export function createDeployTokenKind(settings: KindSettings): Kind {
  const format = createRandomBodyFormat(gitlabPrefixes(settings, 'gldt-'), 20);
  return {
    name: 'deploy_token',
    dialect: 'gitlab',
    format,
    actsFor: 'resource',
    resourceTypes: ['project', 'group'],
    resourceRequired: true,
    revocation: 'revoke',
    rotatable: false,
    sealed: false,
    scopes: gitlabScopes.deploy,
    impliedScopes: gitlabImpliedScopes,
    defaultLifetime: false,
    example: exampleSecret(format),
  };
}
