import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { parseJsonBodies } from '../../http/json-parser.ts';
import type { Dialect, Entrance } from '../dialect.ts';
import { addApiTokenRoutes } from './api-tokens/routes.ts';
import { createAuthentication } from './authentication.ts';
import { canonicalUrl } from './canonical-url.ts';
import { addCompression } from './compression.ts';
import { addEdgeRoutes } from './edge/routes.ts';
import { addEntityTags } from './entity-tags.ts';
import { createRefusal } from './errors.ts';
import { addEventRoutes } from './events/routes.ts';
import { addPersonalTokenRoutes } from './personal-tokens/routes.ts';
import { addProjectTokenRoutes } from './project-tokens/routes.ts';
import { unleashReference } from './reference.ts';
import { refuseUnknownPath } from './remaining-methods.ts';
import { validateWithCoercion } from './validator.ts';

const BODY_BYTES_MAX = 100 * 1024;

/** Unleash's admin token API. */
export function createUnleashDialect(entrance: Entrance): Dialect {
  return {
    name: 'unleash',
    reference: unleashReference,
    owns: (path) => /^\/+(?:api\/+admin|edge)(?:\/|$)/i.test(path),
    canonicalUrl,
    refuse: createRefusal(entrance),
    register: (scope) => addRoutes(scope, entrance),
  };
}

async function addRoutes(plain: FastifyInstance, entrance: Entrance): Promise<void> {
  const scope = plain.withTypeProvider<TypeBoxTypeProvider>();
  parseBodies(scope);
  validateWithCoercion(scope);
  // A compiled serializer would put the required members of a schema first; the order on the wire is the mapping's.
  scope.setSerializerCompiler(() => JSON.stringify);
  addEntityTags(scope);
  await addCompression(scope);
  addEdgeRoutes(scope, entrance);
  await scope.register(async (admin) => addAdminRoutes(admin, entrance));
}

function addAdminRoutes(plain: FastifyInstance, entrance: Entrance): void {
  const scope = plain.withTypeProvider<TypeBoxTypeProvider>();
  const authentication = createAuthentication(entrance);
  // After the body is read: Unleash answers a broken or too large one before it asks who calls.
  scope.addHook('preValidation', authentication.authenticate);
  addApiTokenRoutes(scope, entrance, authentication);
  addProjectTokenRoutes(scope, entrance, authentication);
  addPersonalTokenRoutes(scope, entrance, authentication);
  addEventRoutes(scope, entrance, authentication);
  scope.all('/api/admin', refuseUnknownPath);
  scope.all('/api/admin/*', refuseUnknownPath);
}

function parseBodies(scope: FastifyInstance): void {
  scope.addHook('onRoute', (route) => {
    route.bodyLimit ??= BODY_BYTES_MAX;
  });
  parseJsonBodies(scope, { emptyAllowed: true });
  // Whatever is not JSON is passed over: Unleash complains of a content type only after it knows who calls.
  scope.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume();
    done(null);
  });
}
