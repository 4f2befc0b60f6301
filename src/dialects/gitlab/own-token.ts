import type { Caller } from '../../core/access/caller.ts';
import type { TokenDetails } from '../../core/token/token.ts';
import { accessTokenKinds } from './authentication.ts';
import { GitlabError, type WireError } from './errors.ts';
import type { GitlabApi } from './gitlab-api.ts';

/** The token that a call is made with; refuses for one that GitLab does not keep as a personal access token. */
export async function ownToken(
  { authority }: GitlabApi,
  { record }: Caller,
  refusal: WireError,
): Promise<TokenDetails> {
  const isAccessToken = accessTokenKinds.some((kind) => kind === record?.token.kind);
  const details = record === null || !isAccessToken ? null : await authority.token(record.token.id);
  if (details === null) throw new GitlabError(refusal);
  return details;
}
