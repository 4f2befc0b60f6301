import type { Resource } from '../../../core/directory/resource.ts';
import type { KindName } from '../../../core/kinds/kind-name.ts';
import type { TokenDetails } from '../../../core/token/token.ts';
import { tokenStatus } from '../../../core/token/token-status.ts';
import { lineOf } from '../access-level.ts';
import { GitlabError, messageError } from '../errors.ts';
import type { GitlabApi } from '../gitlab-api.ts';
import type { Rendering } from '../mapping/rendering.ts';
import { toListedDeployTokenEntity } from '../mapping/to-listed-deploy-token-entity.ts';
import { toListedTokenEntity } from '../mapping/to-listed-token-entity.ts';
import { toUserTokenEntity } from '../mapping/to-user-token-entity.ts';
import { orderedTokenTypes } from '../token-information/token-types.ts';

/** The token that leaked, if it is of a sort that is revoked here and reaches into the group or below. */
export async function leakedToken(api: GitlabApi, group: Resource, secret: string): Promise<TokenDetails> {
  const { authority } = api;
  const type = orderedTokenTypes(authority.kinds).find((one) => one.matches(secret));
  if (!type?.kinds.some((kind) => toEntities[kind] !== undefined))
    throw new GitlabError(messageError(422, '422 Unprocessable Entity - Unsupported token type'));
  const found = await authority.identify(secret);
  const details = found.class === 'issued' ? found.details : null;
  // Nobody learns here whether a token is good but elsewhere, or none at all.
  if (details === null || !type.kinds.includes(details.token.kind)) throw unprocessable();
  if (!isStoppable(details, authority.clock.now()) || !(await reaches(api, details, group)))
    throw unprocessable();
  return details;
}

/** How the token is shown once it is revoked. */
export function toLeakedEntity(details: TokenDetails, rendering: Rendering): object {
  const toEntity = toEntities[details.token.kind];
  if (toEntity === undefined) throw new TypeError(`A ${details.token.kind} is not revoked here.`);
  return toEntity(details, rendering);
}

const toEntities: Readonly<
  Partial<Record<KindName, (details: TokenDetails, rendering: Rendering) => object>>
> = {
  personal_access_token: toListedTokenEntity,
  impersonation_token: toListedTokenEntity,
  project_access_token: toListedTokenEntity,
  group_access_token: toListedTokenEntity,
  deploy_token: toListedDeployTokenEntity,
  feed_token: toUserTokenEntity,
};

// GitLab answers for what is revoked already, and leaves alone what expired by itself.
function isStoppable(details: TokenDetails, now: number): boolean {
  const status = tokenStatus(details, now);
  return details.token.kind === 'feed_token'
    ? status === 'active'
    : status !== 'expired' && status !== 'deleted';
}

async function reaches(
  { authority }: GitlabApi,
  { token, resource }: TokenDetails,
  group: Resource,
): Promise<boolean> {
  if (resource !== null) {
    if (token.kind === 'deploy_token' && resource.type !== 'group') return false;
    const line = await lineOf(authority, resource);
    return line.some(({ id }) => id === group.id);
  }
  const owned = { withinId: group.id, ownerId: token.accountId ?? 0 };
  return (await authority.countResources(owned)) > 0;
}

function unprocessable(): GitlabError {
  return new GitlabError(messageError(422, '422 Unprocessable Entity'));
}
