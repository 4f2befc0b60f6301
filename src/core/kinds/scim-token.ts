import { exampleSecret } from './example-secret.ts';
import type { Kind } from './kind.ts';
import { createRandomBodyFormat } from './random-body-format.ts';

/** GitLab's SCIM token, of a group or of the instance. */
export function createScimTokenKind(): Kind {
  const format = createRandomBodyFormat(['glsoat-'], 20);
  return {
    name: 'scim_token',
    dialect: 'gitlab',
    format,
    actsFor: 'resource',
    resourceTypes: ['group'],
    resourceRequired: false,
    revocation: 'none',
    rotatable: false,
    sealed: false,
    scopes: [],
    defaultLifetime: false,
    example: exampleSecret(format),
  };
}
