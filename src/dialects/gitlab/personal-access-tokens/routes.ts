import { sendNewToken, sendToken, sendTokenPage } from '../access-tokens/answer.ts';
import { toTokenFilter, toTokenOrder } from '../access-tokens/filter.ts';
import { checkScopesSuit, issueAccessToken, userTokenArguments } from '../access-tokens/new-token.ts';
import { rotateAccessToken, rotationArguments } from '../access-tokens/rotation.ts';
import { BASE_PATH, type GitlabApi } from '../gitlab-api.ts';
import { toListedTokenEntity } from '../mapping/to-listed-token-entity.ts';
import { pageOf } from '../pagination.ts';
import { readArguments } from '../read-arguments.ts';
import { send } from '../send.ts';
import { listedOwner, reachableToken, revocableToken } from './reachable-token.ts';
import { personalAccessTokenCalls as calls, listArguments, ownTokenArguments } from './schemas.ts';
import { ownReach, tokenHolder } from './token-holder.ts';

const PATH = `${BASE_PATH}/personal_access_tokens`;

/** Personal access tokens of everybody. */
export function addPersonalAccessTokenRoutes(api: GitlabApi): void {
  const { scope, authority, readers, writers, callerOf } = api;

  scope.get(PATH, { schema: calls.list, preValidation: readers }, async (request, reply) => {
    const { user_id, sort, ...asked } = readArguments(request, listArguments);
    const page = pageOf(asked);
    const owner = await listedOwner(api, callerOf(request), user_id);
    const filter = { ...toTokenFilter({ sort, ...asked }, authority.clock.now()), ...owner };
    const list = { filter, order: toTokenOrder(sort), page };
    return sendTokenPage(api, request, reply, list, toListedTokenEntity);
  });

  scope.get(`${PATH}/:id`, { schema: calls.get, preValidation: readers }, async (request, reply) =>
    sendToken(api, request, reply, await reachableToken(api, request), toListedTokenEntity),
  );

  scope.post(
    `${PATH}/:id/rotate`,
    { schema: calls.rotate, preValidation: writers },
    async (request, reply) => {
      const { expires_at } = readArguments(request, rotationArguments);
      const details = await reachableToken(api, request);
      const rotated = await rotateAccessToken(api, callerOf(request), details, expires_at);
      return sendNewToken(api, request, reply, 200, rotated, toListedTokenEntity);
    },
  );

  scope.delete(`${PATH}/:id`, { schema: calls.revoke, preValidation: writers }, async (request, reply) => {
    await authority.revoke(callerOf(request), await revocableToken(api, request));
    return send(reply, 204);
  });
}

/** Personal access tokens for somebody, or for oneself. */
export function addNewPersonalAccessTokenRoutes(api: GitlabApi): void {
  const { scope, writers, administrators, callerOf } = api;

  scope.post(
    `${BASE_PATH}/users/:user_id/personal_access_tokens`,
    { schema: calls.create, preValidation: administrators },
    async (request, reply) => {
      const asked = readArguments(request, userTokenArguments);
      const account = await tokenHolder(api, request);
      checkScopesSuit(account, asked.scopes);
      const caller = callerOf(request);
      const issued = await issueAccessToken(api, caller, 'personal_access_token', asked, { account });
      return sendNewToken(api, request, reply, 201, issued, toListedTokenEntity);
    },
  );

  scope.post(
    `${BASE_PATH}/user/personal_access_tokens`,
    { schema: calls.createOwn, preValidation: writers },
    async (request, reply) => {
      const asked = readArguments(request, ownTokenArguments);
      const caller = callerOf(request);
      const issued = await issueAccessToken(api, caller, 'personal_access_token', asked, ownReach(caller));
      return sendNewToken(api, request, reply, 201, issued, toListedTokenEntity);
    },
  );
}
