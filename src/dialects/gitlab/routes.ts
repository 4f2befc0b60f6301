import type { FastifyInstance } from 'fastify';
import type { Dialect, Entrance } from '../dialect.ts';
import { addAgentRoutes } from './agents/routes.ts';
import { addAgentTokenRoutes } from './agents/token-routes.ts';
import { createAuthentication } from './authentication.ts';
import { addDeployTokenRoutes } from './deploy-tokens/routes.ts';
import { addApplicationRoutes } from './directory/application-routes.ts';
import { addSourceRoutes } from './directory/source-routes.ts';
import { addUserRoutes } from './directory/user-routes.ts';
import { sendError } from './errors.ts';
import { BASE_PATH, type GitlabApi } from './gitlab-api.ts';
import { addGroupTokenRoutes } from './group-tokens/routes.ts';
import { addImpersonationTokenRoutes } from './impersonation-tokens/routes.ts';
import { acceptEveryBody } from './parameters.ts';
import {
  addNewPersonalAccessTokenRoutes,
  addPersonalAccessTokenRoutes,
} from './personal-access-tokens/routes.ts';
import { addOwnTokenRoutes } from './personal-access-tokens/self-routes.ts';
import { addPipelineTriggerRoutes } from './pipeline-triggers/routes.ts';
import { addTriggerUseRoutes } from './pipeline-triggers/use-routes.ts';
import { gitlabReference } from './reference.ts';
import { addResourceAccessTokenRoutes } from './resource-access-tokens/routes.ts';
import { addRunnerRoutes } from './runners/routes.ts';
import { addTokenInformationRoutes } from './token-information/routes.ts';

/** GitLab's token APIs, and as much of its directory as tokens need to belong to. */
export function createGitlabDialect(entrance: Entrance): Dialect {
  return {
    name: 'gitlab',
    reference: gitlabReference,
    owns: (path) => path === BASE_PATH || path.startsWith(`${BASE_PATH}/`),
    register: (scope) => addRoutes(scope, entrance),
    refuse: (error, _request, reply) => sendError(reply, error),
  };
}

function addRoutes(scope: FastifyInstance, entrance: Entrance): void {
  acceptEveryBody(scope);
  // Schemas describe: parameters are read by `readArguments`, and the mapping alone makes the answers.
  scope.setValidatorCompiler(() => () => true);
  scope.setSerializerCompiler(() => JSON.stringify);
  const api = createApi(scope, entrance);
  addTokenInformationRoutes(api);
  addUserRoutes(api);
  addSourceRoutes(api);
  addApplicationRoutes(api);
  addPersonalAccessTokenRoutes(api);
  addNewPersonalAccessTokenRoutes(api);
  addOwnTokenRoutes(api);
  addResourceAccessTokenRoutes(api);
  addImpersonationTokenRoutes(api);
  addDeployTokenRoutes(api);
  addPipelineTriggerRoutes(api);
  addTriggerUseRoutes(api);
  addAgentRoutes(api);
  addAgentTokenRoutes(api);
  addRunnerRoutes(api);
  addGroupTokenRoutes(api);
}

function createApi(scope: FastifyInstance, entrance: Entrance): GitlabApi {
  const authentication = createAuthentication(entrance);
  const { demand } = authentication;
  return {
    ...authentication,
    scope,
    entrance,
    authority: entrance.authority,
    readers: demand({ scopes: ['api', 'read_api'] }),
    writers: demand({ scopes: ['api'] }),
    administrators: demand({ scopes: ['api'], administrator: true }),
  };
}
