import type { TokenDetails } from '../../../core/token/token.ts';
import { isRevoked, tokenStatus } from '../../../core/token/token-status.ts';
import type { ListedTokenEntity } from '../schemas/listed-token-entity.ts';
import { gitlabTime } from './gitlab-time.ts';
import type { Rendering } from './rendering.ts';

/** A token of the personal access token family, as GitLab lists it. */
export function toListedTokenEntity(
  details: TokenDetails,
  { now, addressesOf }: Rendering,
): ListedTokenEntity {
  const { token, use } = details;
  return {
    id: token.id,
    name: token.name,
    active: tokenStatus(details, now) === 'active',
    revoked: isRevoked(token, now),
    expired: token.expiresAt !== null && token.expiresAt <= now,
    granular: false,
    created_at: gitlabTime.timestamp(token.createdAt),
    description: token.description,
    scopes: [...token.scopes],
    user_id: token.accountId,
    // GitLab writes down a use at most every ten minutes: a client must not take an older time for disuse.
    last_used_at: gitlabTime.timestampOrNull(use.notedAt),
    expires_at: gitlabTime.dateOrNull(token.expiresAt),
    last_used_ips: [...addressesOf(token.id)],
  };
}
