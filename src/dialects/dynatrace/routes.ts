import { parseJsonBodies } from '../../http/json-parser.ts';
import type { Dialect, Entrance } from '../dialect.ts';
import { addApiTokenRoutes } from './api-tokens/routes.ts';
import { createAuthentication } from './authentication.ts';
import { claimedUrl } from './claimed-url.ts';
import { createRefusal } from './errors.ts';
import { dynatraceReference } from './reference.ts';
import { createTokenFinder } from './token-finder.ts';
import { addV1TokenRoutes } from './v1-tokens/routes.ts';
import { validateMembers } from './validator.ts';

/** Managed installations have one path for each environment; here they are all the same store. */
const ENVIRONMENT = '/e/:environmentId';

/** Dynatrace's access tokens API, in both versions. */
export function createDynatraceDialect(entrance: Entrance): Dialect {
  return {
    name: 'dynatrace',
    reference: dynatraceReference,
    owns: (path) => /^(?:\/e\/[^/]+\/api\/v[12]|\/api\/v2)(?:\/|$)/.test(path),
    claimedUrl,
    refuse: createRefusal(entrance),
    register(scope) {
      parseJsonBodies(scope, { emptyAllowed: true });
      validateMembers(scope);
      // A compiled serializer would put the required members of a schema first.
      scope.setSerializerCompiler(() => JSON.stringify);
      const { authority } = entrance;
      const access = createAuthentication(entrance);
      const parts = { authority, access, tokens: createTokenFinder(authority) };
      addApiTokenRoutes(scope, '/api/v2/apiTokens', parts);
      addApiTokenRoutes(scope, `${ENVIRONMENT}/api/v2/apiTokens`, parts);
      addV1TokenRoutes(scope, `${ENVIRONMENT}/api/v1/tokens`, parts);
    },
  };
}
