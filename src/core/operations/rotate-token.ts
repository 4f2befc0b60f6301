import type { Caller } from '../access/caller.ts';
import { checkGranted } from '../access/check-granted.ts';
import type { AuthorityContext } from '../authority-context.ts';
import { AuthorityError } from '../authority-error.ts';
import type { TokenDetails } from '../token/token.ts';
import type { TokenSecret } from '../token/token-secret.ts';
import { tokenStatus } from '../token/token-status.ts';
import { freshSecret, newToken } from './new-token.ts';
import { readToken } from './read-tokens.ts';
import { expiryOf } from './token-expiry.ts';

/** Longest grace period of a rotated token's old secret, in seconds. */
export const GRACE_SECONDS_MAX = 30 * 86_400;

/** How a token is to be rotated. */
export interface RotateRequest {
  /** For how long the old secret keeps working; native kinds only, 0 when absent. */
  readonly graceSeconds?: number;
  /** When the successor expires; absent: when the old token would have. */
  readonly expiresAt?: number | null;
  /** Give a successor to a token that has expired too, as GitLab does. */
  readonly evenExpired?: boolean;
}

/** A token's successor, with its secret. */
export interface Rotated {
  readonly details: TokenDetails;
  readonly secret: TokenSecret;
}

/**
 * Gives a token a fresh secret under a new id; the old one is revoked at once or after its grace period.
 * Refuses with `not_rotatable`, `token_not_live`, `scope_not_granted`, `expiry_not_allowed` or `invalid_argument`.
 */
export async function rotateToken(
  context: AuthorityContext,
  caller: Caller,
  details: TokenDetails,
  { graceSeconds = 0, expiresAt, evenExpired = false }: RotateRequest,
): Promise<Rotated> {
  const kind = context.kinds.get(details.token.kind);
  if (!kind.rotatable) throw new AuthorityError('not_rotatable', `A ${kind.name} cannot be rotated.`, 'kind');
  if (!Number.isInteger(graceSeconds) || graceSeconds < 0 || graceSeconds > GRACE_SECONDS_MAX)
    throw new AuthorityError(
      'invalid_argument',
      `Must be an integer from 0 to ${GRACE_SECONDS_MAX}.`,
      'grace_seconds',
    );
  if (graceSeconds > 0 && kind.dialect !== 'native')
    throw new AuthorityError('invalid_argument', 'Only native tokens have a grace period.', 'grace_seconds');
  const now = context.clock.now();
  const status = tokenStatus(details, now);
  if (status !== 'active' && status !== 'disabled' && !(evenExpired && status === 'expired'))
    throw new AuthorityError('token_not_live', `This token is ${status}.`);
  // The secret of the successor is shown to the caller: as good as granting its scopes.
  checkGranted(caller, kind, details.token.scopes);
  const expiry =
    expiresAt === undefined ? details.token.expiresAt : expiryOf(kind, expiresAt, now, context.settings);
  const rotated = await replaceSecret(context, caller, details, {
    reason: 'rotated',
    event: 'token_rotated',
    graceUntil: graceSeconds === 0 ? null : now + graceSeconds * 1000,
    expiresAt: expiry,
  });
  if (rotated === null)
    throw new AuthorityError('token_not_live', 'This token was revoked or rotated meanwhile.');
  return rotated;
}

/** Replaces a token by a successor with a fresh secret; null when it was revoked or replaced meanwhile. */
export async function replaceSecret(
  context: AuthorityContext,
  { actor }: Caller,
  { token: old }: TokenDetails,
  how: {
    readonly reason: 'reset' | 'rotated';
    readonly event: 'token_reset' | 'token_rotated';
    readonly graceUntil?: number | null;
    readonly expiresAt?: number | null;
  },
): Promise<Rotated | null> {
  const kind = context.kinds.get(old.kind);
  const now = context.clock.now();
  const { id, publicId, irregular, ...kept } = old;
  const secret = freshSecret(context, kind, old);
  const successor = newToken(
    context,
    kind,
    {
      ...kept,
      createdById: actor.accountId,
      createdAt: now,
      updatedAt: now,
      expiresAt: how.expiresAt === undefined ? old.expiresAt : how.expiresAt,
      revokedAt: null,
      revokedReason: null,
      rotatedFromId: id,
      replacedById: null,
      graceUntil: null,
    },
    secret,
  );
  const graceUntil = how.graceUntil ?? null;
  const outcome = await context.change.replaceToken({
    tokenId: id,
    successor,
    revokedAt: graceUntil ?? now,
    graceUntil,
    reason: how.reason,
    now,
    audit: {
      type: how.event,
      at: now,
      actor,
      tokenId: id,
      accountId: old.accountId,
      resourceId: old.resourceId,
      details: { kind: old.kind, name: old.name },
    },
  });
  if (outcome.outcome === 'not_live') return null;
  const details = await readToken(context, outcome.tokenId);
  return details === null ? null : { details, secret };
}
