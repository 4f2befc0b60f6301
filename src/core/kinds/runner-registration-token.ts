import { exampleSecret } from './example-secret.ts';
import type { Kind } from './kind.ts';
import { createRandomBodyFormat } from './random-body-format.ts';

/** GitLab's runner registration token, of a project, of a group or of the instance. */
export function createRunnerRegistrationTokenKind(): Kind {
  const format = createRandomBodyFormat(['GR1348941'], 20);
  return {
    name: 'runner_registration_token',
    dialect: 'gitlab',
    format,
    actsFor: 'resource',
    resourceTypes: ['project', 'group'],
    resourceRequired: false,
    revocation: 'none',
    rotatable: false,
    sealed: false,
    scopes: [],
    defaultLifetime: false,
    example: exampleSecret(format),
  };
}
