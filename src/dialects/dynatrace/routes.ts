import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { HttpFault } from '../../http/http-fault.ts';
import { parseJsonBodies } from '../../http/json-parser.ts';
import type { Dialect, Entrance } from '../dialect.ts';
import { type Authentication, createAuthentication } from './authentication.ts';
import { refuse } from './errors.ts';
import { keepPresentMembers } from './keep-present-members.ts';
import { toApiToken } from './mapping.ts';
import { ApiToken, ErrorBody, LookupBody } from './schemas.ts';
import { visibleToken } from './visible-token.ts';

/** Managed installations have one path for each environment; here they are all the same store. */
const bases = ['/api/v2/apiTokens', '/e/:environmentId/api/v2/apiTokens'] as const;

/** Dynatrace's API tokens API. */
export function createDynatraceDialect(entrance: Entrance): Dialect {
  return {
    name: 'dynatrace',
    owns: (path) => /^(?:\/e\/[^/]+)?\/api\/v2(?:\/|$)/.test(path),
    refuse,
    register(scope) {
      parseJsonBodies(scope, { emptyAllowed: true });
      // A compiled serializer would put the required members of a schema first.
      scope.setSerializerCompiler(() => JSON.stringify);
      const authentication = createAuthentication(entrance);
      for (const base of bases) addRoutes(scope, base, entrance, authentication);
    },
  };
}

function addRoutes(
  plain: FastifyInstance,
  base: (typeof bases)[number],
  { authority }: Entrance,
  { authenticate, requireAnyScope }: Authentication,
): void {
  const scope = plain.withTypeProvider<TypeBoxTypeProvider>();

  scope.post(
    `${base}/lookup`,
    {
      schema: {
        summary: 'The metadata of a token, by its secret',
        body: LookupBody,
        response: { 200: ApiToken, '4xx': ErrorBody },
      },
      onRequest: [authenticate, requireAnyScope],
      preValidation: keepPresentMembers,
    },
    async (request) => {
      const found = visibleToken(await authority.identify(request.body.token), authority.clock.now());
      if (found === null) throw new HttpFault('not_found', 'There is no such token.');
      return toApiToken(found);
    },
  );
}
