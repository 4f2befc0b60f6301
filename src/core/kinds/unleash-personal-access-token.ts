import { exampleSecret } from './example-secret.ts';
import type { Kind } from './kind.ts';
import { createUnleashSecretFormat } from './unleash-secret-format.ts';

/** Unleash's personal access token, of a user or of a service account. */
export function createUnleashPersonalAccessTokenKind(): Kind {
  const format = createUnleashSecretFormat({ headPattern: 'user:', generateHead: () => 'user:' });
  return {
    name: 'unleash_personal_access_token',
    dialect: 'unleash',
    format,
    actsFor: 'account',
    resourceTypes: [],
    resourceRequired: false,
    revocation: 'delete',
    rotatable: true,
    sealed: false,
    scopes: [],
    // It acts with all that its account may do in Unleash.
    unnamedScopes: ['unleash:admin'],
    defaultLifetime: false,
    example: exampleSecret(format),
  };
}
