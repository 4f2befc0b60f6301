import type { TokenDetails } from '../../../core/token/token.ts';
import type { UserTokenEntity } from '../schemas/user-entity.ts';
import type { Rendering } from './rendering.ts';
import { toOwnership } from './to-ownership.ts';
import { toUserEntity } from './to-user-entity.ts';

/** The user of a feed or incoming email token: of these GitLab tells nothing else. */
export function toUserTokenEntity(details: TokenDetails, rendering: Rendering): UserTokenEntity {
  if (details.account === null) throw new TypeError(`A ${details.token.kind} acts for an account.`);
  return { ...toUserEntity(details.account, rendering), ...toOwnership(details) };
}
