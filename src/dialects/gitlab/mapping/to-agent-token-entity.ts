import type { TokenDetails } from '../../../core/token/token.ts';
import { tokenStatus } from '../../../core/token/token-status.ts';
import type { AgentTokenEntity } from '../schemas/agent-token-entity.ts';
import { gitlabTime } from './gitlab-time.ts';
import type { Rendering } from './rendering.ts';
import { toOwnership } from './to-ownership.ts';

export function toAgentTokenEntity(details: TokenDetails, { now }: Rendering): AgentTokenEntity {
  const { token, use } = details;
  return {
    id: token.id,
    name: token.name,
    description: token.description,
    agent_id: token.resourceId,
    // GitLab has two words: a token that expired here does not work either.
    status: tokenStatus(details, now) === 'active' ? 'active' : 'revoked',
    created_at: gitlabTime.timestamp(token.createdAt),
    created_by_user_id: token.createdById,
    last_used_at: gitlabTime.timestampOrNull(use.lastUsedAt),
    ...toOwnership(details),
  };
}
