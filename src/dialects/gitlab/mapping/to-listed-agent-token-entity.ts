import type { TokenDetails } from '../../../core/token/token.ts';
import type { Rendering } from './rendering.ts';
import { toAgentTokenEntity } from './to-agent-token-entity.ts';

/** An agent's token by itself. */
export function toShownAgentTokenEntity(details: TokenDetails, rendering: Rendering): object {
  const { type, owner, ...shown } = toAgentTokenEntity(details, rendering);
  return shown;
}

/** An agent's token in a list: GitLab does not say there when it was used. */
export function toListedAgentTokenEntity(details: TokenDetails, rendering: Rendering): object {
  const { type, owner, last_used_at, ...listed } = toAgentTokenEntity(details, rendering);
  return listed;
}
