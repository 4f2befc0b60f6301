import type { Static } from '@fastify/type-provider-typebox';
import type { TokenDetails } from '../../../core/token/token.ts';
import { isEnabled } from '../mapping.ts';
import type { TokenMetadata, TokenStub } from './schemas.ts';

/** A token as version 1 describes it: times by the schema, whatever the documentation's examples show. */
export function toTokenMetadata({ token, account, use }: TokenDetails): Static<typeof TokenMetadata> {
  return {
    id: token.publicId,
    name: token.name,
    ...(account !== null && { userId: account.username }),
    revoked: !isEnabled(token),
    created: token.createdAt,
    ...(token.expiresAt !== null && { expires: token.expiresAt }),
    ...(use.lastUsedAt !== null && { lastUse: use.lastUsedAt }),
    scopes: [...token.scopes],
    personalAccessToken: token.kind === 'dynatrace_personal_access_token',
  };
}

export function toTokenStub({ token }: TokenDetails): Static<typeof TokenStub> {
  return {
    id: token.publicId,
    name: token.name,
    ...(token.description !== null && { description: token.description }),
  };
}
