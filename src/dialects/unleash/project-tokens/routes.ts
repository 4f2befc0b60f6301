import type { Entrance } from '../../dialect.ts';
import { createToken } from '../api-tokens/create-token.ts';
import { createTokenBody } from '../api-tokens/schemas.ts';
import type { Authentication } from '../authentication.ts';
import { projectPermissionsTo } from '../permissions.ts';
import { answerRemainingMethods } from '../remaining-methods.ts';
import { requireJson } from '../require-json.ts';
import { ApiTokens, CreatedToken, Empty, errorResponses } from '../schemas.ts';
import type { UnleashServer } from '../unleash-server.ts';
import { parseProjectToken } from './parse-project-token.ts';
import { deleteProjectToken, projectTokens } from './project-tokens.ts';
import { requireProject } from './require-project.ts';
import { ProjectParams, ProjectTokenParams } from './schemas.ts';

const TOKENS = '/api/admin/projects/:projectId/api-tokens';
const TOKEN = '/api/admin/projects/:projectId/api-tokens/:token';

/** Tokens of one project, for whoever may manage those without having to do with the rest. */
export function addProjectTokenRoutes(
  scope: UnleashServer,
  entrance: Entrance,
  { requireAny, callerOf }: Authentication,
): void {
  const preHandler = requireProject(entrance);
  scope.get(
    TOKENS,
    {
      schema: {
        operationId: 'unleashListProjectTokens',
        summary: 'The tokens of a project',
        params: ProjectParams,
        response: { 200: ApiTokens, ...errorResponses(400, 401, 403, 404, 429) },
      },
      preValidation: requireAny(projectPermissionsTo('READ')),
      preHandler,
    },
    (request) => projectTokens(entrance, callerOf(request), request.params.projectId),
  );
  scope.post(
    TOKENS,
    {
      schema: {
        operationId: 'unleashCreateProjectToken',
        summary: 'Create a token of a project',
        params: ProjectParams,
        body: createTokenBody(entrance.settings),
        response: { 201: CreatedToken, ...errorResponses(400, 401, 403, 404, 413, 415, 429) },
      },
      preValidation: [requireAny(projectPermissionsTo('CREATE')), requireJson],
      preHandler,
    },
    async (request, reply) => {
      const wanted = parseProjectToken(request.body, request.params.projectId, entrance.settings);
      const created = await createToken(entrance, callerOf(request), wanted);
      return reply.code(201).header('location', 'api-tokens').send(created);
    },
  );
  answerRemainingMethods(scope, TOKENS, 'GET,HEAD,POST');

  scope.delete(
    TOKEN,
    {
      schema: {
        operationId: 'unleashDeleteProjectToken',
        summary:
          'Delete a token of this project alone; 400 and 404 have no body but where the path itself cannot be read',
        params: ProjectTokenParams,
        response: { 200: Empty, 404: Empty, ...errorResponses(400, 401, 403, 429) },
      },
      preValidation: requireAny(projectPermissionsTo('DELETE')),
    },
    async (request, reply) => {
      const { projectId, token } = request.params;
      const status = await deleteProjectToken(entrance, callerOf(request), projectId, token);
      return reply.code(status).send(undefined);
    },
  );
  answerRemainingMethods(scope, TOKEN, 'DELETE');
}
