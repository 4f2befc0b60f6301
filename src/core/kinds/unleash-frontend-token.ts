import { exampleSecret } from './example-secret.ts';
import type { Kind, TokenFormat } from './kind.ts';

/** Unleash's frontend token. */
export function createUnleashFrontendTokenKind(format: TokenFormat): Kind {
  return {
    name: 'unleash_frontend_token',
    dialect: 'unleash',
    format,
    actsFor: 'none',
    resourceTypes: [],
    resourceRequired: false,
    revocation: 'delete',
    rotatable: true,
    sealed: true,
    scopes: ['unleash:frontend'],
    defaultLifetime: false,
    example: exampleSecret(format, { projects: ['default'], environment: 'development' }),
  };
}
