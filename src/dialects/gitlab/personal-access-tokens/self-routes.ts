import { sendNewToken, sendToken } from '../access-tokens/answer.ts';
import { rotateAccessToken, rotationArguments } from '../access-tokens/rotation.ts';
import { badRequestError, notAllowedError } from '../errors.ts';
import { BASE_PATH, type GitlabApi } from '../gitlab-api.ts';
import { toListedTokenEntity } from '../mapping/to-listed-token-entity.ts';
import { ownToken } from '../own-token.ts';
import { pageOf } from '../pagination.ts';
import { readArguments } from '../read-arguments.ts';
import { send } from '../send.ts';
import { associationsOf } from './associations.ts';
import { associationArguments, personalAccessTokenCalls as calls } from './schemas.ts';

const PATH = `${BASE_PATH}/personal_access_tokens/self`;

/** The token that a call is made with. */
export function addOwnTokenRoutes(api: GitlabApi): void {
  const { scope, authority, demand, callerOf } = api;
  const everybody = demand({ scopes: 'any' });
  const rotators = demand({ scopes: ['api', 'self_rotate'] });

  scope.get(PATH, { schema: calls.getSelf, preValidation: everybody }, async (request, reply) => {
    const details = await ownToken(api, callerOf(request), wrongToken);
    return sendToken(api, request, reply, details, toListedTokenEntity);
  });

  scope.get(
    `${PATH}/associations`,
    { schema: calls.associations, preValidation: everybody },
    async (request, reply) => {
      const asked = readArguments(request, associationArguments);
      await ownToken(api, callerOf(request), wrongToken);
      return send(reply, 200, await associationsOf(api, request, pageOf(asked), asked.min_access_level));
    },
  );

  scope.post(
    `${PATH}/rotate`,
    { schema: calls.rotateSelf, preValidation: rotators },
    async (request, reply) => {
      const { expires_at } = readArguments(request, rotationArguments);
      const details = await ownToken(api, callerOf(request), notAllowedError);
      const rotated = await rotateAccessToken(api, callerOf(request), details, expires_at);
      return sendNewToken(api, request, reply, 200, rotated, toListedTokenEntity);
    },
  );

  scope.delete(PATH, { schema: calls.revokeSelf, preValidation: everybody }, async (request, reply) => {
    const details = await ownToken(api, callerOf(request), wrongToken);
    await authority.revoke(callerOf(request), details);
    return send(reply, 204);
  });
}

const wrongToken = badRequestError('This endpoint requires token type to be a personal access token');
