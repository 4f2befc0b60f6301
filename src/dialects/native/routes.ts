import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseJsonBodies } from '../../http/json-parser.ts';
import { refuseOtherBodies } from '../../http/refuse-other-bodies.ts';
import { traceIdOf } from '../../http/request-identity.ts';
import type { Dialect, Entrance } from '../dialect.ts';
import { createAccess } from './access.ts';
import { addAuditRoutes } from './audit/routes.ts';
import { addAccountRoutes } from './directory/account-routes.ts';
import { addResourceRoutes } from './directory/resource-routes.ts';
import { refuse, unavailableBody } from './errors.ts';
import { createAuthAhead } from './forward-auth/auth-ahead.ts';
import { addForwardAuthRoutes } from './forward-auth/routes.ts';
import { addHealthRoutes } from './health/routes.ts';
import { addIdentificationRoutes } from './identification/routes.ts';
import { addKindRoutes } from './kinds/routes.ts';
import { addMeRoutes } from './me/routes.ts';
import { addOwnTokenRoutes } from './me-tokens/routes.ts';
import type { NativeServer } from './native-server.ts';
import { addNodeRoutes } from './nodes/routes.ts';
import { refuseAsOAuth } from './oauth2/errors.ts';
import { addOAuthRoutes } from './oauth2/routes.ts';
import { nativeReference } from './reference.ts';
import { addRevocationRoutes } from './revocation/routes.ts';
import { addTokenRoutes } from './tokens/routes.ts';
import { validateWithTypeBox } from './validator.ts';
import { addVerdictRoutes } from './verdicts/routes.ts';
import { createVerifyAhead } from './verdicts/verify-ahead.ts';

const BASE_PATH = '/api/v1';
const outsidePaths: readonly string[] = ['/auth', '/livez', '/metrics', '/readyz'];
const OAUTH_PATH = '/oauth2/';

/** Jeton's own API. */
export function createNativeDialect(entrance: Entrance): Dialect {
  return {
    name: 'native',
    reference: nativeReference,
    owns: (path) =>
      path === BASE_PATH ||
      path.startsWith(`${BASE_PATH}/`) ||
      path.startsWith(OAUTH_PATH) ||
      outsidePaths.includes(path),
    ahead: {
      routes: [createVerifyAhead(entrance), createAuthAhead(entrance)],
      failed: unavailableBody,
    },
    async register(scope) {
      const server: NativeServer = scope.withTypeProvider();
      validateWithTypeBox(server);
      // Response schemas are documentation; what leaves is what the mapping made, in its order.
      server.setSerializerCompiler(() => (data) => JSON.stringify(data));
      parseJsonBodies(server, { emptyAllowed: true });
      refuseOtherBodies(server, 'application/json');
      server.addHook('onRequest', sendTraceId);
      server.addHook('onSend', dropCharset);
      await addNativeRoutes(server, entrance);
    },
    refuse(error, request, reply) {
      const isOAuth = request.raw.url?.startsWith(OAUTH_PATH) ?? false;
      return (isOAuth ? refuseAsOAuth : refuse)(error, request, reply);
    },
  };
}

async function addNativeRoutes(server: NativeServer, entrance: Entrance): Promise<void> {
  const { authority } = entrance;
  const access = createAccess(entrance);
  addHealthRoutes(server, entrance);
  addKindRoutes(server, authority);
  addMeRoutes(server, authority, access);
  addOwnTokenRoutes(server, entrance, access);
  addTokenRoutes(server, authority, access);
  addVerdictRoutes(server, authority, access);
  await addIdentificationRoutes(server, authority, access);
  addRevocationRoutes(server, authority, access);
  await addOAuthRoutes(server, entrance);
  addAccountRoutes(server, authority, access);
  addResourceRoutes(server, authority, access);
  addAuditRoutes(server, authority, access);
  addNodeRoutes(server, authority, access);
  await addForwardAuthRoutes(server, entrance);
}

async function sendTraceId(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.header('x-trace-id', traceIdOf(request));
}

// JSON has no charset (RFC 8259, section 11); the framework adds one.
async function dropCharset(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (reply.getHeader('content-type') === 'application/json; charset=utf-8')
    reply.header('content-type', 'application/json');
}
