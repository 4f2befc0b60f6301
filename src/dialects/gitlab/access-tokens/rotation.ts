import type { Caller } from '../../../core/access/caller.ts';
import { AuthorityError } from '../../../core/authority-error.ts';
import type { Rotated } from '../../../core/operations/rotate-token.ts';
import type { TokenDetails } from '../../../core/token/token.ts';
import { isRevoked } from '../../../core/token/token-status.ts';
import { argument } from '../argument.ts';
import { badRequestError, GitlabError } from '../errors.ts';
import type { GitlabApi } from '../gitlab-api.ts';
import { rotatedExpiry } from './expiry.ts';

/** The parameters of a rotation. */
export const rotationArguments = {
  expires_at: argument.day('The day on which the new token stops working; a week from now when left out'),
};

/** Gives a token a successor and revokes it, both or neither; refuses in GitLab's words. */
export async function rotateAccessToken(
  { authority }: GitlabApi,
  caller: Caller,
  details: TokenDetails,
  wanted: number | undefined,
): Promise<Rotated> {
  const { token } = details;
  if (isRevoked(token, authority.clock.now())) throw refused('Token already revoked');
  const expiresAt = rotatedExpiry(authority, token.kind, wanted);
  try {
    return await authority.rotate(caller, details, { expiresAt, evenExpired: true });
  } catch (error) {
    throw error instanceof AuthorityError && reasons[error.code] !== undefined
      ? refused(reasons[error.code])
      : error;
  }
}

const reasons: Readonly<Partial<Record<AuthorityError['code'], string>>> = {
  token_not_live: 'Failed to revoke token',
  scope_not_granted: 'Not eligible to rotate tokens with permissions not held by the user',
};

function refused(reason: string | undefined): GitlabError {
  return new GitlabError(badRequestError(reason));
}
