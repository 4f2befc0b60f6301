import type { Token, TokenDetails } from '../../../core/token/token.ts';
import type { TriggerEntity } from '../schemas/trigger-entity.ts';
import { gitlabTime } from './gitlab-time.ts';
import type { Rendering } from './rendering.ts';
import { toUserBasicEntity } from './to-user-entity.ts';

/** A pipeline trigger token. GitLab gives triggers an `owner` of its own, which carries the additive members too. */
export function toTriggerEntity({ token, account, use }: TokenDetails, rendering: Rendering): TriggerEntity {
  return {
    id: token.id,
    token: token.publicId,
    description: token.description ?? token.name,
    created_at: gitlabTime.timestamp(token.createdAt),
    updated_at: gitlabTime.timestamp(token.updatedAt),
    last_used: gitlabTime.timestampOrNull(use.lastUsedAt),
    expires_at: gitlabTime.timestampOrNull(endOf(token)),
    owner: account === null ? null : { ...toUserBasicEntity(account, rendering), type: account.type },
    type: token.kind,
  };
}

// To revoke a trigger is to let it expire (gitlab.md 1.6): GitLab has no other mark for it.
function endOf({ expiresAt, revokedAt }: Token): number | null {
  if (expiresAt === null || revokedAt === null) return expiresAt ?? revokedAt;
  return Math.min(expiresAt, revokedAt);
}
