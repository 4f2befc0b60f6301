import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../../core/access/caller.ts';
import type { KindName } from '../../../core/kinds/kind-name.ts';
import type { TokenDetails } from '../../../core/token/token.ts';
import { boundResource, managingLevel } from '../access-level.ts';
import { badRequestError, GitlabError, messageError, notAllowedError } from '../errors.ts';
import type { Source, SourceType } from '../find-source.ts';
import type { GitlabApi } from '../gitlab-api.ts';
import { ownToken } from '../own-token.ts';
import { readArguments } from '../read-arguments.ts';
import { tokenPath } from './schemas.ts';

/** The kind of the access tokens of a sort of source. */
export function kindOf(type: SourceType): KindName {
  return type === 'group' ? 'group_access_token' : 'project_access_token';
}

/** Refuses who may not read the access tokens of a source. */
export function checkReader({ resource, level }: Source): void {
  if (level < managingLevel(resource)) throw unauthorized();
}

/** Refuses who may not make access tokens of a source, and a level that the maker does not have. */
export function checkMaker(caller: Caller, { resource, level }: Source, wanted: number | undefined): void {
  if (!mayManage(caller, { resource, level }))
    throw refused(`User does not have permission to create ${resource.type} access token`);
  if (wanted !== undefined && wanted > level)
    throw refused('Access level of the token contains permissions not held by the creating user');
}

/** The token to show. */
export async function shownToken(
  api: GitlabApi,
  request: FastifyRequest,
  source: Source,
): Promise<TokenDetails> {
  checkReader(source);
  return (await tokenOf(api, request, source)) ?? notFound(source);
}

/** The token to rotate; only administrators are told that there is none. */
export async function rotatableToken(
  api: GitlabApi,
  request: FastifyRequest,
  source: Source,
): Promise<TokenDetails> {
  const caller = api.callerOf(request);
  const details = mayManage(caller, source) ? await tokenOf(api, request, source) : null;
  if (details !== null) return details;
  throw caller.role === 'admin' ? new GitlabError(messageError(404, '404 Not Found')) : unauthorized();
}

/** The token to revoke. */
export async function revocableToken(
  api: GitlabApi,
  request: FastifyRequest,
  source: Source,
): Promise<TokenDetails> {
  const caller = api.callerOf(request);
  const details = (await tokenOf(api, request, source)) ?? notFound(source);
  if (!mayManage(caller, source) && details.token.accountId !== caller.account?.id)
    throw refused(`${caller.account?.name ?? 'The operator'} cannot delete ${details.account?.name ?? 'it'}`);
  return details;
}

/** The token that a call is made with, where it is one of the source. */
export async function ownResourceToken(
  api: GitlabApi,
  request: FastifyRequest,
  { resource }: Source,
): Promise<TokenDetails> {
  const details = await ownToken(api, api.callerOf(request), notAllowedError);
  const isResourceToken = resourceKinds.some((kind) => kind === details.token.kind);
  if (!isResourceToken) throw new GitlabError(notAllowedError);
  if (details.token.resourceId !== resource.id) throw unauthorized();
  return details;
}

const resourceKinds: readonly KindName[] = ['project_access_token', 'group_access_token'];

// A token of a resource makes and renews no others: whoever found it would outlive its revocation.
function mayManage(caller: Caller, { resource, level }: Source): boolean {
  const isBot = caller.account?.type === 'bot' || boundResource(caller) !== null;
  return (caller.role === 'admin' || !isBot) && level >= managingLevel(resource);
}

async function tokenOf(
  { authority }: GitlabApi,
  request: FastifyRequest,
  { resource }: Source,
): Promise<TokenDetails | null> {
  const details = await authority.token(readArguments(request, tokenPath).token_id);
  const isItsOwn =
    details !== null &&
    details.token.resourceId === resource.id &&
    resourceKinds.includes(details.token.kind);
  return isItsOwn ? details : null;
}

function notFound({ resource }: Source): never {
  throw new GitlabError(messageError(404, `404 ${resource.type} Access Token Not Found`));
}

function refused(reason: string): GitlabError {
  return new GitlabError(badRequestError(reason));
}

function unauthorized(): GitlabError {
  return new GitlabError(messageError(401, '401 Unauthorized'));
}
