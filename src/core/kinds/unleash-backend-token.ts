import { exampleSecret } from './example-secret.ts';
import type { Kind, TokenFormat } from './kind.ts';

/** Unleash's backend token, as newer releases call the client token. */
export function createUnleashBackendTokenKind(format: TokenFormat): Kind {
  return {
    name: 'unleash_backend_token',
    dialect: 'unleash',
    format,
    actsFor: 'none',
    resourceTypes: [],
    resourceRequired: false,
    revocation: 'delete',
    rotatable: true,
    sealed: true,
    scopes: ['unleash:backend'],
    defaultLifetime: false,
    example: exampleSecret(format, { projects: ['default'], environment: 'development' }),
  };
}
