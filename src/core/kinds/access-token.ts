import { createAccessTokenFormat } from './access-token-format.ts';
import { exampleSecret } from './example-secret.ts';
import type { Kind } from './kind.ts';

/** The native access token. */
export function createAccessTokenKind(): Kind {
  const format = createAccessTokenFormat();
  return {
    name: 'access_token',
    dialect: 'native',
    format,
    actsFor: 'account',
    resourceTypes: [],
    resourceRequired: false,
    revocation: 'revoke',
    rotatable: true,
    sealed: false,
    scopes: 'any',
    defaultLifetime: true,
    example: exampleSecret(format),
  };
}
