import { BASE_PATH, type GitlabApi } from '../gitlab-api.ts';
import { toTokenEntity } from '../mapping/to-token-entity.ts';
import { readArguments } from '../read-arguments.ts';
import { renderingOf } from '../render.ts';
import { send } from '../send.ts';
import { findToken } from './find-token.ts';
import { checkRevocationOffered, checkRevoked } from './revocation.ts';
import { tokenArguments, tokenInformationCalls } from './schemas.ts';
import { orderedTokenTypes } from './token-types.ts';

const PATH = `${BASE_PATH}/admin/token`;

/** What any token is, and its revocation. */
export function addTokenInformationRoutes({
  scope,
  entrance,
  authority,
  administrators,
  callerOf,
}: GitlabApi): void {
  const types = orderedTokenTypes(authority.kinds);

  scope.post(
    PATH,
    { schema: tokenInformationCalls.identify, preValidation: administrators },
    async (request, reply) => {
      const { token } = readArguments(request, tokenArguments);
      const details = await findToken(authority, types, token);
      return send(reply, 200, toTokenEntity(details, await renderingOf(entrance, request, [details])));
    },
  );

  scope.delete(
    PATH,
    { schema: tokenInformationCalls.revoke, preValidation: administrators },
    async (request, reply) => {
      const { token } = readArguments(request, tokenArguments);
      checkRevocationOffered(entrance.settings);
      const details = await findToken(authority, types, token);
      checkRevoked(details, await authority.revoke(callerOf(request), details, REVOKED_REASON));
      return send(reply, 204);
    },
  );
}

/** The name by which GitLab's own audit knows this API. */
const REVOKED_REASON = 'api_admin_token';
