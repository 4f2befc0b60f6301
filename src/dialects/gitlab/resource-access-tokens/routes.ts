import { MAINTAINER } from '../access-level.ts';
import { sendNewToken, sendToken, sendTokenPage } from '../access-tokens/answer.ts';
import { filterArguments, toTokenFilter, toTokenOrder } from '../access-tokens/filter.ts';
import { issueAccessToken } from '../access-tokens/new-token.ts';
import { rotateAccessToken, rotationArguments } from '../access-tokens/rotation.ts';
import { findSource, type SourceType } from '../find-source.ts';
import { BASE_PATH, type GitlabApi } from '../gitlab-api.ts';
import { toResourceTokenEntity } from '../mapping/to-resource-token-entity.ts';
import { pageOf } from '../pagination.ts';
import { readArguments } from '../read-arguments.ts';
import { send } from '../send.ts';
import {
  checkMaker,
  checkReader,
  kindOf,
  ownResourceToken,
  revocableToken,
  rotatableToken,
  shownToken,
} from './resource-token.ts';
import { newResourceTokenArguments, resourceTokenCalls } from './schemas.ts';

/** Access tokens of projects and of groups. */
export function addResourceAccessTokenRoutes(api: GitlabApi): void {
  for (const type of ['project', 'group'] as const) {
    addTokenRoutes(api, type);
    addRotationRoutes(api, type);
  }
}

function addTokenRoutes(api: GitlabApi, type: SourceType): void {
  const { scope, authority, readers, writers, callerOf } = api;
  const path = pathOf(type);
  const calls = resourceTokenCalls(type);

  scope.get(path, { schema: calls.list, preValidation: readers }, async (request, reply) => {
    const asked = readArguments(request, filterArguments);
    const page = pageOf(asked);
    const source = await findSource(api, request, type);
    checkReader(source);
    const owner = { kinds: [kindOf(type)], resourceId: source.resource.id };
    const filter = { ...toTokenFilter(asked, authority.clock.now()), ...owner };
    const list = { filter, order: toTokenOrder(asked.sort), page };
    return sendTokenPage(api, request, reply, list, toResourceTokenEntity);
  });

  scope.get(`${path}/:token_id`, { schema: calls.get, preValidation: readers }, async (request, reply) => {
    const details = await shownToken(api, request, await findSource(api, request, type));
    return sendToken(api, request, reply, details, toResourceTokenEntity);
  });

  scope.post(path, { schema: calls.create, preValidation: writers }, async (request, reply) => {
    const { access_level, ...asked } = readArguments(request, newResourceTokenArguments);
    const source = await findSource(api, request, type);
    checkMaker(callerOf(request), source, access_level);
    const issued = await issueAccessToken(api, callerOf(request), kindOf(type), asked, {
      resource: { id: source.resource.id },
      attributes: { access_level: access_level ?? MAINTAINER },
    });
    return sendNewToken(api, request, reply, 201, issued, toResourceTokenEntity);
  });

  scope.delete(
    `${path}/:token_id`,
    { schema: calls.revoke, preValidation: writers },
    async (request, reply) => {
      const details = await revocableToken(api, request, await findSource(api, request, type));
      await authority.revoke(callerOf(request), details);
      return send(reply, 204);
    },
  );
}

function addRotationRoutes(api: GitlabApi, type: SourceType): void {
  const { scope, writers, demand, callerOf } = api;
  const rotators = demand({ scopes: ['api', 'self_rotate'] });
  const path = pathOf(type);
  const calls = resourceTokenCalls(type);

  scope.post(
    `${path}/:token_id/rotate`,
    { schema: calls.rotate, preValidation: writers },
    async (request, reply) => {
      const { expires_at } = readArguments(request, rotationArguments);
      const details = await rotatableToken(api, request, await findSource(api, request, type));
      const rotated = await rotateAccessToken(api, callerOf(request), details, expires_at);
      return sendNewToken(api, request, reply, 200, rotated, toResourceTokenEntity);
    },
  );

  scope.post(
    `${path}/self/rotate`,
    { schema: calls.rotateSelf, preValidation: rotators },
    async (request, reply) => {
      const { expires_at } = readArguments(request, rotationArguments);
      const details = await ownResourceToken(api, request, await findSource(api, request, type));
      const rotated = await rotateAccessToken(api, callerOf(request), details, expires_at);
      return sendNewToken(api, request, reply, 200, rotated, toResourceTokenEntity);
    },
  );
}

function pathOf(type: SourceType): string {
  return `${BASE_PATH}/${type}s/:id/access_tokens`;
}
