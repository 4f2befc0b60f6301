import type { TokenDetails } from '../../../core/token/token.ts';
import type { AccessTokenEntity } from '../schemas/access-token-entity.ts';
import { attribute } from './attribute.ts';
import { gitlabTime } from './gitlab-time.ts';
import { ORGANIZATION_ID } from './organization-id.ts';
import type { Rendering } from './rendering.ts';
import { toListedTokenEntity } from './to-listed-token-entity.ts';
import { toOwnership } from './to-ownership.ts';

/** A token of the personal access token family. */
export function toAccessTokenEntity(details: TokenDetails, rendering: Rendering): AccessTokenEntity {
  const { token } = details;
  const listed = toListedTokenEntity(details, rendering);
  return {
    id: listed.id,
    user_id: listed.user_id,
    name: listed.name,
    description: listed.description,
    revoked: listed.revoked,
    active: listed.active,
    expired: listed.expired,
    granular: listed.granular,
    expires_at: listed.expires_at,
    created_at: listed.created_at,
    updated_at: gitlabTime.timestamp(token.updatedAt),
    scopes: listed.scopes,
    impersonation: token.kind === 'impersonation_token',
    expire_notification_delivered: attribute.flag(token.attributes, 'expire_notification_delivered'),
    last_used_at: listed.last_used_at,
    last_used_ips: listed.last_used_ips,
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
