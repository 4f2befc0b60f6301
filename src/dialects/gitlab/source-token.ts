import type { FastifyRequest } from 'fastify';
import type { KindName } from '../../core/kinds/kind-name.ts';
import type { TokenDetails } from '../../core/token/token.ts';
import { managingLevel } from './access-level.ts';
import { GitlabError, messageError } from './errors.ts';
import { findSource, type Source, type SourceType } from './find-source.ts';
import type { GitlabApi } from './gitlab-api.ts';

/** The source of a request, for a caller who goes at least so far in it: by default, as far as managing its tokens. */
export async function managedSource(
  api: GitlabApi,
  request: FastifyRequest,
  type: SourceType,
  leastLevel?: number,
): Promise<Source> {
  const source = await findSource(api, request, type);
  if (source.level < (leastLevel ?? managingLevel(source.resource)))
    throw new GitlabError(messageError(403, '403 Forbidden'));
  return source;
}

/** A token of a resource that was not taken away; refuses as GitLab does where its database finds nothing. */
export async function tokenOfResource(
  { authority }: GitlabApi,
  kind: KindName,
  resourceId: number,
  tokenId: number,
): Promise<TokenDetails> {
  const details = await authority.token(tokenId);
  if (details?.token.kind !== kind || details.token.resourceId !== resourceId)
    throw new GitlabError(messageError(404, '404 Not found'));
  return details;
}
