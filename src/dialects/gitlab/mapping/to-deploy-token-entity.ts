import type { TokenDetails } from '../../../core/token/token.ts';
import { isRevoked } from '../../../core/token/token-status.ts';
import type { DeployTokenEntity } from '../schemas/deploy-token-entity.ts';
import { attribute } from './attribute.ts';
import { gitlabTime } from './gitlab-time.ts';
import type { Rendering } from './rendering.ts';
import { toOwnership } from './to-ownership.ts';

export function toDeployTokenEntity(details: TokenDetails, { now }: Rendering): DeployTokenEntity {
  const { token } = details;
  return {
    id: token.id,
    name: token.name,
    username: attribute.text(token.attributes, 'username') ?? `gitlab+deploy-token-${token.id}`,
    expires_at: gitlabTime.timestampOrNull(token.expiresAt),
    scopes: [...token.scopes],
    revoked: isRevoked(token, now),
    expired: token.expiresAt !== null && token.expiresAt <= now,
    ...toOwnership(details),
  };
}
