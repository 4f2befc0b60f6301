import type { FastifyRequest } from 'fastify';
import type { TokenDetails } from '../../../core/token/token.ts';
import { sendNewToken, sendToken, sendTokenPage } from '../access-tokens/answer.ts';
import { statusesOf } from '../access-tokens/filter.ts';
import { checkScopesSuit, issueAccessToken, userTokenArguments } from '../access-tokens/new-token.ts';
import { GitlabError, messageError } from '../errors.ts';
import { BASE_PATH, type GitlabApi } from '../gitlab-api.ts';
import { toImpersonationEntity } from '../mapping/to-impersonation-entity.ts';
import { pageOf } from '../pagination.ts';
import { tokenHolder } from '../personal-access-tokens/token-holder.ts';
import { checkUnmodified } from '../precondition.ts';
import { readArguments } from '../read-arguments.ts';
import { send } from '../send.ts';
import { impersonationCalls as calls, impersonationListArguments, tokenPath } from './schemas.ts';

const PATH = `${BASE_PATH}/users/:user_id/impersonation_tokens`;
const KIND = 'impersonation_token';

/** Tokens that administrators make to act as somebody. */
export function addImpersonationTokenRoutes(api: GitlabApi): void {
  const { scope, authority, administrators, demand, callerOf } = api;
  const reading = demand({ scopes: ['api', 'read_api'], administrator: true });

  scope.get(PATH, { schema: calls.list, preValidation: reading }, async (request, reply) => {
    const asked = readArguments(request, impersonationListArguments);
    const page = pageOf(asked);
    const { id } = await tokenHolder(api, request);
    const now = authority.clock.now();
    const filter = { now, kinds: [KIND] as const, accountId: id, statuses: statusesOf(asked) };
    const list = { filter, order: { by: 'id', direction: 'asc' } as const, page };
    return sendTokenPage(api, request, reply, list, toImpersonationEntity);
  });

  scope.get(`${PATH}/:token_id`, { schema: calls.get, preValidation: reading }, async (request, reply) =>
    sendToken(api, request, reply, await findToken(api, request), toImpersonationEntity),
  );

  scope.post(PATH, { schema: calls.create, preValidation: administrators }, async (request, reply) => {
    const asked = readArguments(request, userTokenArguments);
    const account = await tokenHolder(api, request);
    checkScopesSuit(account, asked.scopes);
    const issued = await issueAccessToken(api, callerOf(request), KIND, asked, { account });
    return sendNewToken(api, request, reply, 201, issued, toImpersonationEntity);
  });

  scope.delete(
    `${PATH}/:token_id`,
    { schema: calls.revoke, preValidation: administrators },
    async (request, reply) => {
      const details = await findToken(api, request);
      checkUnmodified(request, details.token.updatedAt);
      await authority.revoke(callerOf(request), details);
      return send(reply, 204);
    },
  );
}

async function findToken(api: GitlabApi, request: FastifyRequest): Promise<TokenDetails> {
  const { token_id } = readArguments(request, tokenPath);
  const { id } = await tokenHolder(api, request);
  const details = await api.authority.token(token_id);
  if (details?.token.kind !== KIND || details.token.accountId !== id)
    throw new GitlabError(messageError(404, '404 Impersonation Token Not Found'));
  return details;
}
