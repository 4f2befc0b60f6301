import type { TokenDetails } from '../../../core/token/token.ts';
import type { Rendering } from './rendering.ts';
import { toDeployTokenEntity } from './to-deploy-token-entity.ts';

/** A deploy token as its own API shows it. */
export function toListedDeployTokenEntity(details: TokenDetails, rendering: Rendering): object {
  const { type, owner, ...listed } = toDeployTokenEntity(details, rendering);
  return listed;
}
