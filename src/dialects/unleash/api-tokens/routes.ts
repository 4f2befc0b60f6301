import type { Entrance } from '../../dialect.ts';
import type { Authentication } from '../authentication.ts';
import { checkPermission, permissionsTo } from '../permissions.ts';
import { answerRemainingMethods } from '../remaining-methods.ts';
import { requireJson } from '../require-json.ts';
import { ApiTokens, CreatedToken, Empty, errorResponses, TokenNameParams } from '../schemas.ts';
import type { UnleashServer } from '../unleash-server.ts';
import { deleteToken, updateExpiry } from './change-token.ts';
import { createToken } from './create-token.ts';
import { checkAdminTokenCreation, parseNewToken } from './parse-new-token.ts';
import { allTokens, tokensByName } from './read-tokens.ts';
import { createTokenBody, SecretParams, UpdateTokenBody } from './schemas.ts';

const TOKENS = '/api/admin/api-tokens';
/** One pattern for a name and for a secret, as Unleash's router has it. */
const TOKEN = '/api/admin/api-tokens/:name';

/** Tokens of the whole installation. */
export function addApiTokenRoutes(
  scope: UnleashServer,
  entrance: Entrance,
  authentication: Authentication,
): void {
  addCollectionRoutes(scope, entrance, authentication);
  addItemRoutes(scope, entrance, authentication);
}

function addCollectionRoutes(
  scope: UnleashServer,
  entrance: Entrance,
  { requireAny, callerOf }: Authentication,
): void {
  scope.get(
    TOKENS,
    {
      schema: {
        operationId: 'unleashListApiTokens',
        summary: 'Every token that the caller may see',
        response: { 200: ApiTokens, ...errorResponses(401, 403, 429) },
      },
      preValidation: requireAny(permissionsTo('READ')),
    },
    (request) => allTokens(entrance, callerOf(request)),
  );
  scope.post(
    TOKENS,
    {
      schema: {
        operationId: 'unleashCreateApiToken',
        summary: 'Create a token',
        body: createTokenBody(entrance.settings),
        response: { 201: CreatedToken, ...errorResponses(400, 401, 403, 413, 415, 429) },
      },
      preValidation: [requireAny(permissionsTo('CREATE')), requireJson],
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const wanted = parseNewToken(request.body, entrance.settings.unleashProfile);
      checkPermission(caller, 'CREATE', wanted.kind);
      checkAdminTokenCreation(wanted, entrance.settings);
      const created = await createToken(entrance, caller, wanted);
      return reply.code(201).header('location', 'api-tokens').send(created);
    },
  );
  answerRemainingMethods(scope, TOKENS, 'GET,HEAD,POST');
}

function addItemRoutes(
  scope: UnleashServer,
  entrance: Entrance,
  { requireAny, callerOf }: Authentication,
): void {
  scope.get(
    TOKEN,
    {
      schema: {
        operationId: 'unleashGetApiTokensByName',
        summary: 'The tokens of exactly this name',
        params: TokenNameParams,
        response: { 200: ApiTokens, ...errorResponses(400, 401, 403, 429) },
      },
      preValidation: requireAny(permissionsTo('READ')),
    },
    (request) => tokensByName(entrance, callerOf(request), request.params.name),
  );
  scope.put(
    TOKEN,
    {
      schema: {
        operationId: 'unleashUpdateApiToken',
        summary: 'Set when a token expires; an unknown one changes nothing',
        params: SecretParams,
        body: UpdateTokenBody,
        response: { 200: Empty, ...errorResponses(400, 401, 403, 413, 415, 429) },
      },
      preValidation: [requireAny(permissionsTo('UPDATE')), requireJson],
    },
    async (request, reply) => {
      await updateExpiry(entrance, callerOf(request), request.params.name, request.body.expiresAt);
      return reply.send(undefined);
    },
  );
  scope.delete(
    TOKEN,
    {
      schema: {
        operationId: 'unleashDeleteApiToken',
        summary: 'Delete a token; an unknown one changes nothing',
        params: SecretParams,
        response: { 200: Empty, ...errorResponses(400, 401, 403, 429) },
      },
      preValidation: requireAny(permissionsTo('DELETE')),
    },
    async (request, reply) => {
      await deleteToken(entrance, callerOf(request), request.params.name);
      return reply.send(undefined);
    },
  );
  answerRemainingMethods(scope, TOKEN, 'GET,HEAD,PUT,DELETE');
}
