import type { TokenDetails } from '../../../core/token/token.ts';
import { tokenStatus } from '../../../core/token/token-status.ts';
import type { AccessTokenEntity } from '../schemas/access-token-entity.ts';
import { attribute } from './attribute.ts';
import { gitlabTime } from './gitlab-time.ts';
import { ORGANIZATION_ID } from './organization-id.ts';
import type { Rendering } from './rendering.ts';
import { toOwnership } from './to-ownership.ts';

/** A token of the personal access token family. */
export function toAccessTokenEntity(details: TokenDetails, { now }: Rendering): AccessTokenEntity {
  const { token, use } = details;
  return {
    id: token.id,
    user_id: token.accountId,
    name: token.name,
    description: token.description,
    revoked: token.revokedAt !== null && token.revokedAt <= now,
    active: tokenStatus(details, now) === 'active',
    expired: token.expiresAt !== null && token.expiresAt <= now,
    granular: false,
    expires_at: gitlabTime.dateOrNull(token.expiresAt),
    created_at: gitlabTime.timestamp(token.createdAt),
    updated_at: gitlabTime.timestamp(token.updatedAt),
    scopes: [...token.scopes],
    impersonation: token.kind === 'impersonation_token',
    expire_notification_delivered: attribute.flag(token.attributes, 'expire_notification_delivered'),
    last_used_at: gitlabTime.timestampOrNull(use.lastUsedAt),
    last_used_ips: use.lastUsedIp === null ? [] : [use.lastUsedIp],
    after_expiry_notification_delivered: attribute.flag(
      token.attributes,
      'after_expiry_notification_delivered',
    ),
    previous_personal_access_token_id: token.rotatedFromId,
    advanced_scopes: null,
    organization_id: ORGANIZATION_ID,
    ...toOwnership(details),
  };
}
