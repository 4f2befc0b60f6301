import { exampleSecret } from './example-secret.ts';
import type { Kind } from './kind.ts';
import { createUnleashSecretFormat } from './unleash-secret-format.ts';

/** Unleash's admin token: all projects and environments. */
export function createUnleashAdminTokenKind(): Kind {
  const format = createUnleashSecretFormat({ headPattern: '\\*:\\*\\.', generateHead: () => '*:*.' });
  return {
    name: 'unleash_admin_token',
    dialect: 'unleash',
    format,
    actsFor: 'none',
    resourceTypes: [],
    resourceRequired: false,
    revocation: 'delete',
    rotatable: true,
    sealed: true,
    scopes: ['unleash:admin'],
    defaultLifetime: false,
    example: exampleSecret(format),
  };
}
