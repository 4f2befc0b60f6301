import type { TokenFilter } from '../../../core/store.ts';
import { sendNewToken, sendToken, sendTokenPage } from '../access-tokens/answer.ts';
import { statusesOf } from '../access-tokens/filter.ts';
import type { SourceType } from '../find-source.ts';
import { BASE_PATH, type GitlabApi } from '../gitlab-api.ts';
import { toListedDeployTokenEntity } from '../mapping/to-listed-deploy-token-entity.ts';
import { pageOf } from '../pagination.ts';
import { type Read, readArguments } from '../read-arguments.ts';
import { send } from '../send.ts';
import { managedSource, tokenOfResource } from '../source-token.ts';
import { issueDeployToken } from './new-deploy-token.ts';
import {
  allDeployTokensCall,
  deployTokenCalls,
  deployTokenListArguments,
  newDeployTokenArguments,
  tokenPath,
} from './schemas.ts';

const KIND = 'deploy_token';

/** Deploy tokens of projects and of groups. */
export function addDeployTokenRoutes(api: GitlabApi): void {
  const reading = api.demand({ scopes: ['api', 'read_api'], administrator: true });

  api.scope.get(
    `${BASE_PATH}/deploy_tokens`,
    { schema: allDeployTokensCall, preValidation: reading },
    async (request, reply) => {
      const asked = readArguments(request, deployTokenListArguments);
      return sendTokenPage(api, request, reply, listOf(api, asked, {}), toListedDeployTokenEntity);
    },
  );
  addSourceRoutes(api, 'project');
  addSourceRoutes(api, 'group');
}

function addSourceRoutes(api: GitlabApi, type: SourceType): void {
  const { scope, authority, readers, writers, callerOf } = api;
  const path = `${BASE_PATH}/${type}s/:id/deploy_tokens`;
  const calls = deployTokenCalls(type);

  scope.get(path, { schema: calls.list, preValidation: readers }, async (request, reply) => {
    const asked = readArguments(request, deployTokenListArguments);
    const { resource } = await managedSource(api, request, type);
    const list = listOf(api, asked, { resourceId: resource.id });
    return sendTokenPage(api, request, reply, list, toListedDeployTokenEntity);
  });

  scope.get(`${path}/:token_id`, { schema: calls.get, preValidation: readers }, async (request, reply) => {
    const { token_id } = readArguments(request, tokenPath);
    const { resource } = await managedSource(api, request, type);
    const details = await tokenOfResource(api, KIND, resource.id, token_id);
    return sendToken(api, request, reply, details, toListedDeployTokenEntity);
  });

  scope.post(path, { schema: calls.create, preValidation: writers }, async (request, reply) => {
    const asked = readArguments(request, newDeployTokenArguments);
    const { resource } = await managedSource(api, request, type);
    const issued = await issueDeployToken(api, callerOf(request), resource, asked);
    return sendNewToken(api, request, reply, 201, issued, toListedDeployTokenEntity);
  });

  scope.delete(
    `${path}/:token_id`,
    { schema: calls.revoke, preValidation: writers },
    async (request, reply) => {
      const { token_id } = readArguments(request, tokenPath);
      const { resource } = await managedSource(api, request, type);
      await authority.revoke(callerOf(request), await tokenOfResource(api, KIND, resource.id, token_id));
      return send(reply, 204);
    },
  );
}

function listOf(
  { authority }: GitlabApi,
  asked: Read<typeof deployTokenListArguments>,
  owner: Pick<TokenFilter, 'resourceId'>,
) {
  const state = asked.active === undefined ? undefined : asked.active ? 'active' : 'inactive';
  const filter = {
    now: authority.clock.now(),
    kinds: [KIND] as const,
    statuses: statusesOf({ state }),
    ...owner,
  };
  return { filter, order: { by: 'id', direction: 'asc' } as const, page: pageOf(asked) };
}
