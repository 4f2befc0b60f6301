import { tokenStatus } from '../../../core/token/token-status.ts';
import { DEVELOPER, MAINTAINER } from '../access-level.ts';
import { sendNewToken, sendToken, sendTokenPage } from '../access-tokens/answer.ts';
import { checkLength, checkPresent } from '../access-tokens/new-token.ts';
import { BASE_PATH, type GitlabApi } from '../gitlab-api.ts';
import {
  toListedAgentTokenEntity,
  toShownAgentTokenEntity,
} from '../mapping/to-listed-agent-token-entity.ts';
import { pageArguments, pageOf } from '../pagination.ts';
import { readArguments } from '../read-arguments.ts';
import { send } from '../send.ts';
import {
  AGENT_TOKEN_KIND,
  activeTokens,
  checkRoomForToken,
  findAgent,
  findAgentToken,
  notFound,
} from './find-agent.ts';
import { agentCalls as calls, newAgentTokenArguments } from './schemas.ts';

const PATH = `${BASE_PATH}/projects/:id/cluster_agents/:agent_id/tokens`;

/** Tokens of agents for Kubernetes. */
export function addAgentTokenRoutes(api: GitlabApi): void {
  const { scope, authority, readers, writers, callerOf } = api;

  scope.get(PATH, { schema: calls.listTokens, preValidation: readers }, async (request, reply) => {
    const page = pageOf(readArguments(request, pageArguments));
    const { agent } = await findAgent(api, request, DEVELOPER);
    const list = { filter: activeTokens(api, agent), order: { by: 'id', direction: 'desc' } as const, page };
    return sendTokenPage(api, request, reply, list, toListedAgentTokenEntity);
  });

  scope.get(
    `${PATH}/:token_id`,
    { schema: calls.getToken, preValidation: readers },
    async (request, reply) => {
      const { agent } = await findAgent(api, request, DEVELOPER);
      const details = await findAgentToken(api, request, agent);
      if (tokenStatus(details, authority.clock.now()) !== 'active') throw notFound();
      return sendToken(api, request, reply, details, toShownAgentTokenEntity);
    },
  );

  scope.post(PATH, { schema: calls.createToken, preValidation: writers }, async (request, reply) => {
    const { name, description } = readArguments(request, newAgentTokenArguments);
    const { agent } = await findAgent(api, request, MAINTAINER);
    checkPresent('Name', name);
    checkLength('Name', name);
    checkLength('Description', description ?? '');
    await checkRoomForToken(api, agent);
    const token = { kind: AGENT_TOKEN_KIND, name, resource: { id: agent.id } } as const;
    const issued = await authority.issue(callerOf(request), {
      ...token,
      ...(description !== undefined && { description }),
    });
    return sendNewToken(api, request, reply, 201, issued, toShownAgentTokenEntity);
  });

  scope.delete(
    `${PATH}/:token_id`,
    { schema: calls.revokeToken, preValidation: writers },
    async (request, reply) => {
      const { agent } = await findAgent(api, request, MAINTAINER);
      await authority.revoke(callerOf(request), await findAgentToken(api, request, agent));
      return send(reply, 204);
    },
  );
}
