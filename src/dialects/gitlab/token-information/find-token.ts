import type { Authority } from '../../../core/authority.ts';
import type { TokenDetails } from '../../../core/token/token.ts';
import { tokenStatus } from '../../../core/token/token-status.ts';
import { GitlabError, messageError } from '../errors.ts';
import type { TokenType } from './token-types.ts';

/**
 * The token that a secret belongs to, found as GitLab finds it: the first type whose prefix matches, then one look-up,
 * and no other type when that misses. The secret is taken as it is sent, neither trimmed nor case-folded.
 */
export async function findToken(
  authority: Authority,
  types: readonly TokenType[],
  secret: string,
): Promise<TokenDetails> {
  const type = types.find((one) => one.matches(secret));
  if (type === undefined) throw new GitlabError(messageError(422, 'Token type not supported.'));
  const found = await authority.identify(secret);
  if (found.class !== 'issued') throw notFound();
  const { details } = found;
  if (!type.kinds.includes(details.token.kind) || !isFindable(authority, details)) throw notFound();
  return details;
}

function isFindable({ kinds, clock }: Authority, details: TokenDetails): boolean {
  const { kind } = details.token;
  // GitLab knows registration tokens by their prefix and tells nothing about them.
  if (kind === 'runner_registration_token') return false;
  if (kind === 'ci_job_token') return details.resource?.attributes.status === 'running';
  const status = tokenStatus(details, clock.now());
  // Where a reset replaces the secret, GitLab keeps no trace of the old one.
  const replaced = status === 'revoked' && kinds.get(kind).revocation === 'reset';
  return status !== 'deleted' && !replaced;
}

function notFound(): GitlabError {
  return new GitlabError(messageError(404, { error: 'Not found' }));
}
