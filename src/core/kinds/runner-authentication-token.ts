import { exampleSecret } from './example-secret.ts';
import type { Kind, KindSettings } from './kind.ts';
import { createRunnerTokenFormat } from './runner-token-format.ts';

/** GitLab's runner authentication token. */
export function createRunnerAuthenticationTokenKind(settings: KindSettings): Kind {
  const format = createRunnerTokenFormat(settings);
  return {
    name: 'runner_authentication_token',
    dialect: 'gitlab',
    format,
    actsFor: 'resource',
    resourceTypes: ['runner'],
    resourceRequired: true,
    revocation: 'reset',
    rotatable: true,
    sealed: false,
    scopes: [],
    defaultLifetime: false,
    example: exampleSecret(format),
  };
}
