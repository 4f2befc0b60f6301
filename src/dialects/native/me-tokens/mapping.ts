import type { Static } from 'typebox';
import type { TokenDetails } from '../../../core/token/token.ts';
import type { TokenSecret } from '../../../core/token/token-secret.ts';
import { type TokenStatus, tokenStatus } from '../../../core/token/token-status.ts';
import { fromTimestamp } from '../mapping.ts';
import { toTimestamp } from '../timestamp.ts';
import { requireFuture } from '../tokens/future-expiry.ts';
import type { ownTokenSchema } from './schemas.ts';

/** The AccessToken object of the contract: eight members of the documents, then the additions. */
export function toOwnToken(
  { token, resource, use }: TokenDetails,
  now: number,
): Static<typeof ownTokenSchema> {
  return {
    id: token.id,
    name: token.name,
    status: shownStatus[tokenStatus({ token, resource }, now)],
    last_used_at: toWholeSeconds(use.lastUsedAt),
    usage_count: use.count,
    expires_at: toWholeSeconds(token.expiresAt),
    created_at: toTimestamp(token.createdAt).replace(fraction, 'Z'),
    allowed_ips: token.allowedIps && [...token.allowedIps],
    scopes: [...token.scopes],
    description: token.description,
    last_used_ip: use.lastUsedIp,
    token_hint: token.publicId,
  };
}

// A disabled token is answered as revoked; a deleted one is not answered at all.
const shownStatus = {
  active: 'active',
  expired: 'expired',
  disabled: 'revoked',
  revoked: 'revoked',
  deleted: 'revoked',
} as const satisfies Record<TokenStatus, string>;

/** A token with its secret. */
export function toShownOnce(details: TokenDetails, secret: TokenSecret, now: number) {
  const message = 'Store this token now: it will not be shown again.';
  return { data: toOwnToken(details, now), meta: { bearer_token: secret.reveal(), message } };
}

/** Reads an expiry, RFC 3339 or Unix seconds; refuses one that has passed. */
export function fromExpiry(given: string | number | null, now: number): number | null {
  const time = typeof given === 'string' ? fromTimestamp(given) : given === null ? null : given * 1000;
  requireFuture(time, now);
  return time;
}

const fraction = /\.\d{3}Z$/;

function toWholeSeconds(time: number | null): string | null {
  return time === null ? null : toTimestamp(time).replace(fraction, 'Z');
}
