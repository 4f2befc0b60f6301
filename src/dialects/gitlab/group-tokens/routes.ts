import { badRequestError, GitlabError } from '../errors.ts';
import { BASE_PATH, type GitlabApi } from '../gitlab-api.ts';
import { readArguments } from '../read-arguments.ts';
import { renderingOf } from '../render.ts';
import { send } from '../send.ts';
import { managedSource } from '../source-token.ts';
import { leakedToken, toLeakedEntity } from './leaked-token.ts';
import { groupTokenArguments, groupTokenCall } from './schemas.ts';

/** What the owner of a top-level group does about a token that leaked. */
export function addGroupTokenRoutes(api: GitlabApi): void {
  const { scope, entrance, authority, writers, callerOf } = api;

  scope.post(
    `${BASE_PATH}/groups/:id/tokens/revoke`,
    { schema: groupTokenCall, preValidation: writers },
    async (request, reply) => {
      const { token } = readArguments(request, groupTokenArguments);
      const { resource: group } = await managedSource(api, request, 'group');
      if (group.parentId !== null) throw new GitlabError(badRequestError('Group cannot be a subgroup'));
      const details = await leakedToken(api, group, token);
      await authority.revoke(callerOf(request), details, REVOKED_REASON);
      const revoked = (await authority.token(details.token.id)) ?? details;
      return send(reply, 200, toLeakedEntity(revoked, await renderingOf(entrance, request, [revoked])));
    },
  );
}

/** The name by which GitLab's own audit knows this call. */
const REVOKED_REASON = 'group_token_revocation_service';
