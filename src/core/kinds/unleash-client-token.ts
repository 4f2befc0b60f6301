import { exampleSecret } from './example-secret.ts';
import type { Kind, TokenFormat } from './kind.ts';

/** Unleash's client token. */
export function createUnleashClientTokenKind(format: TokenFormat): Kind {
  return {
    name: 'unleash_client_token',
    dialect: 'unleash',
    format,
    actsFor: 'none',
    resourceTypes: [],
    resourceRequired: false,
    revocation: 'delete',
    rotatable: true,
    sealed: true,
    scopes: ['unleash:client'],
    defaultLifetime: false,
    example: exampleSecret(format, { projects: ['default'], environment: 'development' }),
  };
}
