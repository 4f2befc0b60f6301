import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import type { Dialect, Entrance } from '../dialect.ts';
import { createAuthentication } from './authentication.ts';
import { sendError } from './errors.ts';
import { findToken } from './find-token.ts';
import { toTokenEntity } from './mapping/to-token-entity.ts';
import { acceptEveryBody } from './parameters.ts';
import { checkRevocationOffered, checkRevoked } from './revocation.ts';
import { adminTokenCalls } from './schemas/admin-token-calls.ts';
import { send } from './send.ts';
import { orderedTokenTypes } from './token-types.ts';

const BASE_PATH = '/api/v4';

/** GitLab's token APIs. */
export function createGitlabDialect(entrance: Entrance): Dialect {
  return {
    name: 'gitlab',
    owns: (path) => path === BASE_PATH || path.startsWith(`${BASE_PATH}/`),
    register: (scope) => addRoutes(scope, entrance),
    refuse: (error, _request, reply) => sendError(reply, error),
  };
}

function addRoutes(scope: FastifyInstance, entrance: Entrance): void {
  const { authority, settings } = entrance;
  const types = orderedTokenTypes(authority.kinds);
  const { demand, callerOf } = createAuthentication(entrance);
  const administrators = demand({ scopes: ['api'], administrator: true });
  acceptEveryBody(scope);
  // Schemas of answers describe them; the mapping alone makes them.
  scope.setSerializerCompiler(() => JSON.stringify);
  const api = scope.withTypeProvider<TypeBoxTypeProvider>();

  api.post(
    `${BASE_PATH}/admin/token`,
    { schema: adminTokenCalls.identify, preValidation: administrators },
    async (request, reply) => {
      const details = await findToken(authority, types, request.body.token);
      const rendering = { now: authority.clock.now(), baseUrl: entrance.baseUrl(request) };
      return send(reply, 200, toTokenEntity(details, rendering));
    },
  );

  api.delete(
    `${BASE_PATH}/admin/token`,
    { schema: adminTokenCalls.revoke, preValidation: administrators },
    async (request, reply) => {
      checkRevocationOffered(settings);
      const details = await findToken(authority, types, request.body.token);
      checkRevoked(details, await authority.revoke(callerOf(request), details, REVOKED_REASON));
      return send(reply, 204);
    },
  );
}

/** The name by which GitLab's own audit knows this API. */
const REVOKED_REASON = 'api_admin_token';
