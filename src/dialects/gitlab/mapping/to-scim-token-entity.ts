import type { TokenDetails } from '../../../core/token/token.ts';
import type { ScimTokenEntity } from '../schemas/scim-token-entity.ts';
import { gitlabTime } from './gitlab-time.ts';
import { ORGANIZATION_ID } from './organization-id.ts';
import { toOwnership } from './to-ownership.ts';

export function toScimTokenEntity(details: TokenDetails): ScimTokenEntity {
  const { id, createdAt, resourceId } = details.token;
  return {
    id,
    created_at: gitlabTime.timestamp(createdAt),
    group_id: resourceId,
    ...(resourceId === null && { organization_id: ORGANIZATION_ID }),
    ...toOwnership(details),
  };
}
