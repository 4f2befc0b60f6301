import type { Static } from '@fastify/type-provider-typebox';
import type { TokenDetails } from '../../../core/token/token.ts';
import { toTime } from '../mapping.ts';
import type { PersonalToken } from './schemas.ts';

/** A personal access token as its user's list shows it. */
export function toPersonalToken({ token, use }: TokenDetails): Static<typeof PersonalToken> {
  return {
    id: token.id,
    description: token.name,
    expiresAt: toTime(token.expiresAt),
    userId: token.accountId ?? 0,
    createdAt: new Date(token.createdAt).toISOString(),
    seenAt: toTime(use.lastUsedAt),
  };
}
