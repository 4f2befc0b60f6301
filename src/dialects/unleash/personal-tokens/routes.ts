import type { Entrance } from '../../dialect.ts';
import type { Authentication } from '../authentication.ts';
import { sendRefusal, unknownPersonalToken } from '../errors.ts';
import { answerRemainingMethods } from '../remaining-methods.ts';
import { requireJson } from '../require-json.ts';
import { Empty, errorResponses } from '../schemas.ts';
import type { UnleashServer } from '../unleash-server.ts';
import { createPersonalToken, deletePersonalToken, personalTokens } from './personal-tokens.ts';
import { createUserRequirement } from './require-user.ts';
import {
  CreatedPersonalToken,
  CreatePersonalTokenBody,
  PersonalTokenParams,
  PersonalTokens,
} from './schemas.ts';

const TOKENS = '/api/admin/user/tokens';
const TOKEN = '/api/admin/user/tokens/:id';

/** The caller's own personal access tokens. */
export function addPersonalTokenRoutes(
  scope: UnleashServer,
  entrance: Entrance,
  authentication: Authentication,
): void {
  const { callerOf } = authentication;
  const { requireUser, userOf } = createUserRequirement(entrance, authentication);
  scope.get(
    TOKENS,
    {
      schema: {
        operationId: 'unleashListPersonalTokens',
        summary: "The caller's personal access tokens",
        response: { 200: PersonalTokens, ...errorResponses(401, 403, 429) },
      },
      preHandler: requireUser,
    },
    (request) => personalTokens(entrance, userOf(request)),
  );
  scope.post(
    TOKENS,
    {
      schema: {
        operationId: 'unleashCreatePersonalToken',
        summary: 'Create a personal access token for the caller',
        body: CreatePersonalTokenBody,
        response: { 201: CreatedPersonalToken, ...errorResponses(400, 401, 403, 409, 413, 415, 429) },
      },
      preValidation: requireJson,
      preHandler: requireUser,
    },
    async (request, reply) => {
      const created = await createPersonalToken(entrance, callerOf(request), userOf(request), request.body);
      return reply.code(201).send(created);
    },
  );
  answerRemainingMethods(scope, TOKENS, 'GET,HEAD,POST');

  scope.delete(
    TOKEN,
    {
      schema: {
        operationId: 'unleashDeletePersonalToken',
        summary: 'Delete a personal access token of the caller',
        params: PersonalTokenParams,
        response: { 200: Empty, ...errorResponses(400, 401, 403, 404, 429) },
      },
      preHandler: requireUser,
    },
    async (request, reply) => {
      const { settings } = entrance;
      const wasThere = await deletePersonalToken(
        entrance,
        callerOf(request),
        userOf(request),
        request.params.id,
      );
      // Newer releases say nothing of a token that is not there.
      return wasThere || settings.unleashProfile === 7
        ? reply.send(undefined)
        : sendRefusal(unknownPersonalToken(), settings, request, reply);
    },
  );
  answerRemainingMethods(scope, TOKEN, 'DELETE');
}
