import { AuthorityError } from '../../../core/authority-error.ts';
import { DEVELOPER, MAINTAINER } from '../access-level.ts';
import { badRequestError, GitlabError } from '../errors.ts';
import { BASE_PATH, type GitlabApi } from '../gitlab-api.ts';
import { toAgentEntity } from '../mapping/to-agent-entity.ts';
import { pageArguments, pageOf, sendPage } from '../pagination.ts';
import { readArguments } from '../read-arguments.ts';
import { send } from '../send.ts';
import { managedSource } from '../source-token.ts';
import { findAgent } from './find-agent.ts';
import { agentCalls as calls, newAgentArguments } from './schemas.ts';

const PATH = `${BASE_PATH}/projects/:id/cluster_agents`;

/** Agents for Kubernetes, as far as their tokens need somewhere to belong to. */
export function addAgentRoutes(api: GitlabApi): void {
  const { scope, entrance, authority, readers, writers, callerOf } = api;

  scope.get(PATH, { schema: calls.list, preValidation: readers }, async (request, reply) => {
    const page = pageOf(readArguments(request, pageArguments));
    const { resource: project } = await managedSource(api, request, 'project', DEVELOPER);
    const filter = { type: 'agent', parentId: project.id } as const;
    const agents = await authority.resources({ ...filter, ...page.rows });
    const items = agents.map((agent) => toAgentEntity(agent, project));
    const found = { items, total: await authority.countResources(filter) };
    return sendPage(request, reply, entrance.baseUrl(request), page, found);
  });

  scope.get(`${PATH}/:agent_id`, { schema: calls.get, preValidation: readers }, async (request, reply) => {
    const { agent, project } = await findAgent(api, request, DEVELOPER);
    return send(reply, 200, toAgentEntity(agent, project));
  });

  scope.post(PATH, { schema: calls.register, preValidation: writers }, async (request, reply) => {
    const { name } = readArguments(request, newAgentArguments);
    const { resource: project } = await managedSource(api, request, 'project', MAINTAINER);
    if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) throw refused(NAME_RULE);
    const agent = await authority
      .createResource(callerOf(request), {
        type: 'agent',
        path: `${project.path}:${name}`,
        name,
        parentId: project.id,
        ownerId: callerOf(request).account?.id ?? null,
      })
      .catch(takenInWords);
    return send(reply, 201, toAgentEntity(agent, project));
  });
}

const NAME_RULE =
  "Name can contain only lowercase letters, digits, and '-', but cannot start or end with '-'";

function takenInWords(error: unknown): never {
  const isTaken = error instanceof AuthorityError && error.code === 'name_taken';
  throw isTaken ? refused('Name has already been taken') : error;
}

function refused(reason: string): GitlabError {
  return new GitlabError(badRequestError(reason));
}
