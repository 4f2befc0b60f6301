import type { TokenDetails } from '../../../core/token/token.ts';
import type { ListedTokenEntity } from '../schemas/listed-token-entity.ts';
import type { Rendering } from './rendering.ts';
import { toListedTokenEntity } from './to-listed-token-entity.ts';

/** An impersonation token. */
export function toImpersonationEntity(
  details: TokenDetails,
  rendering: Rendering,
): ListedTokenEntity & { readonly impersonation: true } {
  return { ...toListedTokenEntity(details, rendering), impersonation: true };
}
