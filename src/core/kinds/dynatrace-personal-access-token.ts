import { dynatracePersonalScopes } from './dynatrace-personal-scopes.ts';
import { exampleSecret } from './example-secret.ts';
import type { Kind, KindSettings, TokenFormat } from './kind.ts';

/** Dynatrace's personal access token. */
export function createDynatracePersonalAccessTokenKind(format: TokenFormat, settings: KindSettings): Kind {
  return {
    name: 'dynatrace_personal_access_token',
    dialect: 'dynatrace',
    format,
    actsFor: 'account',
    resourceTypes: [],
    resourceRequired: false,
    revocation: 'delete',
    rotatable: true,
    sealed: false,
    scopes: [...dynatracePersonalScopes, ...settings.dynatraceExtraScopes],
    defaultLifetime: false,
    example: exampleSecret(format),
  };
}
