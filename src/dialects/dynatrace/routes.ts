import { parseJsonBodies } from '../../http/json-parser.ts';
import type { Dialect, Entrance } from '../dialect.ts';
import { addApiTokenRoutes } from './api-tokens/routes.ts';
import { createAuthentication } from './authentication.ts';
import { createRefusal } from './errors.ts';
import { createTokenFinder } from './token-finder.ts';
import { validateMembers } from './validator.ts';

/** Managed installations have one path for each environment; here they are all the same store. */
const environments = ['', '/e/:environmentId'] as const;

/** Dynatrace's API tokens API. */
export function createDynatraceDialect(entrance: Entrance): Dialect {
  return {
    name: 'dynatrace',
    owns: (path) => /^(?:\/e\/[^/]+)?\/api\/v2(?:\/|$)/.test(path),
    refuse: createRefusal(entrance),
    register(scope) {
      parseJsonBodies(scope, { emptyAllowed: true });
      validateMembers(scope);
      // A compiled serializer would put the required members of a schema first.
      scope.setSerializerCompiler(() => JSON.stringify);
      const { authority } = entrance;
      const access = createAuthentication(entrance);
      const tokens = createTokenFinder(authority);
      for (const environment of environments)
        addApiTokenRoutes(scope, `${environment}/api/v2/apiTokens`, { authority, access, tokens });
    },
  };
}
