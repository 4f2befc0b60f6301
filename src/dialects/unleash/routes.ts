import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { HttpFault } from '../../http/http-fault.ts';
import { parseJsonBodies } from '../../http/json-parser.ts';
import type { Dialect, Entrance } from '../dialect.ts';
import { createAuthentication } from './authentication.ts';
import { canonicalUrl } from './canonical-url.ts';
import { createRefusal } from './errors.ts';
import { readPermissions } from './permissions.ts';
import { ApiTokens, ErrorBody, TokenNameParams } from './schemas.ts';
import { tokensByName } from './tokens-by-name.ts';

const BODY_BYTES_MAX = 100 * 1024;

/** Unleash's admin token API. */
export function createUnleashDialect(entrance: Entrance): Dialect {
  return {
    name: 'unleash',
    owns: (path) => /^\/+api\/+admin(?:\/|$)/i.test(path),
    canonicalUrl,
    refuse: createRefusal(entrance),
    register: (scope) => addRoutes(scope, entrance),
  };
}

function addRoutes(plain: FastifyInstance, entrance: Entrance): void {
  const scope = plain.withTypeProvider<TypeBoxTypeProvider>();
  const { authenticate, requireAny, callerOf } = createAuthentication(entrance);
  parseBodies(scope);
  // A compiled serializer would put the required members of a schema first; the order on the wire is the mapping's.
  scope.setSerializerCompiler(() => JSON.stringify);
  scope.addHook('onRequest', async (_request, reply) => void reply.header('vary', 'Accept-Encoding'));
  // After the body is read: Unleash answers a broken or too large one before it asks who calls.
  scope.addHook('preValidation', authenticate);

  scope.get(
    '/api/admin/api-tokens/:name',
    {
      schema: {
        summary: 'The tokens of exactly this name',
        params: TokenNameParams,
        response: { 200: ApiTokens, 400: ErrorBody, 401: ErrorBody, 403: ErrorBody, 429: ErrorBody },
      },
      preHandler: requireAny(readPermissions),
    },
    (request) => tokensByName(entrance, callerOf(request), request.params.name),
  );
  scope.options('/api/admin/api-tokens/:name', (_request, reply) =>
    reply.header('allow', TOKEN_METHODS).type('text/html; charset=utf-8').send(TOKEN_METHODS),
  );
  scope.route({
    method: ['POST', 'PUT', 'PATCH', 'DELETE'],
    url: '/api/admin/api-tokens/:name',
    ...unknownPath,
  });
  scope.all('/api/admin', unknownPath);
  scope.all('/api/admin/*', unknownPath);
}

// As Unleash's router lists them, which has one pattern for a name and for a secret.
const TOKEN_METHODS = 'GET,HEAD,PUT,DELETE';

const unknownPath = {
  bodyLimit: BODY_BYTES_MAX,
  handler: async () => {
    throw new HttpFault('not_found', 'Not found.');
  },
};

// Whatever is not JSON is passed over: Unleash complains of a content type only after it knows who calls.
function parseBodies(scope: FastifyInstance): void {
  parseJsonBodies(scope, { emptyAllowed: true });
  scope.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume();
    done(null);
  });
}
