import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../../core/access/caller.ts';
import type { TokenFilter } from '../../../core/store.ts';
import type { TokenDetails } from '../../../core/token/token.ts';
import { accessTokenKinds } from '../authentication.ts';
import { badRequestError, GitlabError, messageError } from '../errors.ts';
import type { GitlabApi } from '../gitlab-api.ts';
import { readArguments } from '../read-arguments.ts';
import { tokenPath } from './schemas.ts';

/** What nobody but administrators sees: a token that one of them made to act as somebody. */
const ownKinds = accessTokenKinds.filter((kind) => kind !== 'impersonation_token');

/** The token that a request names, if its caller may have to do with it; who may not know is told nothing. */
export async function reachableToken(
  { authority, callerOf }: GitlabApi,
  request: FastifyRequest,
): Promise<TokenDetails> {
  const caller = callerOf(request);
  const details = await authority.token(readArguments(request, tokenPath).id);
  if (details === null || !mayReach(caller, details))
    throw new GitlabError(caller.role === 'admin' ? notFound : unauthorized);
  return details;
}

/** The token to revoke: GitLab tells everybody whether there is one, and then whether it may be revoked. */
export async function revocableToken(
  { authority, callerOf }: GitlabApi,
  request: FastifyRequest,
): Promise<TokenDetails> {
  const details = await authority.token(readArguments(request, tokenPath).id);
  if (details === null || !isAccessToken(details)) throw new GitlabError(messageError(404, '404 Not found'));
  if (!mayReach(callerOf(request), details)) throw new GitlabError(badRequestError());
  return details;
}

/** Whose tokens a caller lists. */
export async function listedOwner(
  { authority }: GitlabApi,
  caller: Caller,
  userId: number | null | undefined,
): Promise<Pick<TokenFilter, 'kinds' | 'accountId'>> {
  const ownId = caller.account?.id ?? 0;
  if (caller.role !== 'admin') {
    if (typeof userId === 'number' && userId !== ownId) throw new GitlabError(unauthorized);
    return { kinds: ownKinds, accountId: ownId };
  }
  if (userId === undefined) return { kinds: accessTokenKinds };
  if (userId === null || (await authority.account(userId)) === null) throw new GitlabError(notFound);
  return { kinds: accessTokenKinds, accountId: userId };
}

function mayReach({ role, account }: Caller, details: TokenDetails): boolean {
  if (role === 'admin') return isAccessToken(details);
  const { kind, accountId } = details.token;
  return ownKinds.some((own) => own === kind) && accountId !== null && accountId === account?.id;
}

function isAccessToken({ token }: TokenDetails): boolean {
  return accessTokenKinds.some((kind) => kind === token.kind);
}

const notFound = messageError(404, '404 Not Found');
const unauthorized = messageError(401, '401 Unauthorized');
