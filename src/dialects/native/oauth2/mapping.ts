import type { Static } from 'typebox';
import type { Verdict } from '../../../core/operations/verify-token.ts';
import type { introspectTokenSchema } from './schemas.ts';

/** A verdict as RFC 7662 tells it: of a token that is not good, nothing but that. */
export function toIntrospection(verdict: Verdict): Static<(typeof introspectTokenSchema.response)[200]> {
  if (!verdict.valid) return { active: false };
  const { token, account } = verdict.record;
  return {
    active: true,
    scope: token.scopes.join(' '),
    ...(account !== null && { username: account.username, sub: String(account.id) }),
    ...(token.expiresAt !== null && { exp: toSeconds(token.expiresAt) }),
    iat: toSeconds(token.createdAt),
    token_type: 'Bearer',
    jti: String(token.id),
  };
}

function toSeconds(time: number): number {
  return Math.floor(time / 1000);
}
