import type { Token, TokenRecord } from './token.ts';

/** The states of a token, in the order in which one hides the next. */
export const tokenStatuses = ['deleted', 'revoked', 'expired', 'disabled', 'active'] as const;
export type TokenStatus = (typeof tokenStatuses)[number];

/** The state of a record's token at a time in Unix milliseconds; a token past its grace period is revoked. */
export function tokenStatus(
  { token, resource }: Pick<TokenRecord, 'token' | 'resource'>,
  now: number,
): TokenStatus {
  if (token.deletedAt !== null) return 'deleted';
  if (isRevoked(token, now)) return 'revoked';
  if (token.expiresAt !== null && token.expiresAt <= now) return 'expired';
  if (token.kind === 'ci_job_token' && resource?.attributes.status !== 'running') return 'expired';
  if (token.disabledAt !== null) return 'disabled';
  return 'active';
}

/** Whatever the clock says, a revocation stands; only a period of grace makes it wait. */
export function isRevoked(
  { revokedAt, graceUntil }: Pick<Token, 'revokedAt' | 'graceUntil'>,
  now: number,
): boolean {
  return revokedAt !== null && (graceUntil === null || graceUntil <= now);
}
