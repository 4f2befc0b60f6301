import type { FastifyRequest } from 'fastify';
import type { Resource } from '../../../core/directory/resource.ts';
import type { TokenFilter } from '../../../core/store.ts';
import type { TokenDetails } from '../../../core/token/token.ts';
import { badRequestError, GitlabError, messageError } from '../errors.ts';
import type { GitlabApi } from '../gitlab-api.ts';
import { readArguments } from '../read-arguments.ts';
import { managedSource, tokenOfResource } from '../source-token.ts';
import { agentPath, agentTokenPath } from './schemas.ts';

export const AGENT_TOKEN_KIND = 'cluster_agent_token';
const ACTIVE_TOKENS_MAX = 2;

/** An agent with the project that it is registered with. */
export interface ProjectAgent {
  readonly agent: Resource;
  readonly project: Resource;
}

/** The agent that a request names, for a caller who goes at least so far in its project. */
export async function findAgent(
  api: GitlabApi,
  request: FastifyRequest,
  leastLevel: number,
): Promise<ProjectAgent> {
  const { agent_id } = readArguments(request, agentPath);
  const { resource: project } = await managedSource(api, request, 'project', leastLevel);
  const agent = await api.authority.resource(agent_id);
  if (agent?.type !== 'agent' || agent.parentId !== project.id) throw notFound();
  return { agent, project };
}

/** The token that a request names; one that does not work any more is found only to be revoked. */
export async function findAgentToken(
  api: GitlabApi,
  request: FastifyRequest,
  { id }: Resource,
): Promise<TokenDetails> {
  return tokenOfResource(api, AGENT_TOKEN_KIND, id, readArguments(request, agentTokenPath).token_id);
}

/** The tokens of an agent that work. */
export function activeTokens({ authority }: GitlabApi, { id }: Resource): TokenFilter {
  return { now: authority.clock.now(), kinds: [AGENT_TOKEN_KIND], resourceId: id, statuses: ['active'] };
}

/** Refuses a third token that works. */
export async function checkRoomForToken(api: GitlabApi, agent: Resource): Promise<void> {
  if ((await api.authority.countTokens(activeTokens(api, agent))) >= ACTIVE_TOKENS_MAX)
    throw new GitlabError(badRequestError('An agent can have only two active tokens at a time'));
}

/** The refusal where GitLab's database finds nothing. */
export function notFound(): GitlabError {
  return new GitlabError(messageError(404, '404 Not found'));
}
