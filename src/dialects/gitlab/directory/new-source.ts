import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../../core/access/caller.ts';
import { AuthorityError } from '../../../core/authority-error.ts';
import type { Resource } from '../../../core/directory/resource.ts';
import { accessLevel, boundResource, DEVELOPER, MAINTAINER } from '../access-level.ts';
import { GitlabError, messageError, modelError, parameterError } from '../errors.ts';
import type { SourceType } from '../find-source.ts';
import type { GitlabApi } from '../gitlab-api.ts';

/** A project or group to be made. */
export interface NewSource {
  readonly name: string | undefined;
  readonly path: string | undefined;
  /** Id of the group in which it is to stand. */
  readonly parentId: number | undefined;
  readonly description: string | undefined;
  readonly visibility: string | undefined;
}

/** Makes a project or group that belongs to its caller. */
export async function createSource(
  api: GitlabApi,
  request: FastifyRequest,
  type: SourceType,
  { name, path = toPath(name), parentId, description, visibility }: NewSource,
): Promise<Resource> {
  const caller = api.callerOf(request);
  checkPath(path);
  const parent = parentId === undefined ? null : await parentOf(api, caller, type, parentId);
  if (type === 'group' && parent === null && boundResource(caller) !== null) throw forbidden();
  const namespace = parent?.path ?? (type === 'project' ? ownNamespace(caller) : null);
  await checkNamespace(api, type, parent, namespace ?? path);
  const attributes = { description: description ?? null, visibility: visibility ?? 'private' };
  try {
    return await api.authority.createResource(caller, {
      type,
      path: namespace === null ? path : `${namespace}/${path}`,
      name: name ?? path,
      parentId: parent?.id ?? null,
      ownerId: caller.account?.id ?? null,
      attributes,
    });
  } catch (error) {
    throw error instanceof AuthorityError && error.code === 'name_taken' ? taken : error;
  }
}

function toPath(name: string | undefined): string {
  if (name === undefined)
    throw new GitlabError(
      parameterError(400, 'name, path are missing, at least one parameter must be provided'),
    );
  return name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9_.-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
}

function checkPath(path: string): void {
  if (!/^[\w][\w.-]*$/.test(path) || /\.(git|atom)$/.test(path))
    throw new GitlabError(
      modelError(
        'path',
        "can contain only letters, digits, '_', '-' and '.'. Cannot start with '-', end in '.git' or end in '.atom'.",
      ),
    );
}

async function parentOf(
  { authority }: GitlabApi,
  caller: Caller,
  type: SourceType,
  id: number,
): Promise<Resource> {
  const parent = await authority.resource(id);
  const level = parent?.type === 'group' ? await accessLevel(authority, caller, parent) : null;
  if (parent === null || level === null) throw new GitlabError(messageError(404, '404 Namespace Not Found'));
  if (level < (type === 'group' ? MAINTAINER : DEVELOPER)) throw forbidden();
  return parent;
}

function ownNamespace(caller: Caller): string {
  if (caller.account === null || boundResource(caller) !== null) throw forbidden();
  return caller.account.username;
}

// Users and groups share GitLab's namespace: nobody gets a path that reads as somebody else's.
async function checkNamespace(
  { authority }: GitlabApi,
  type: SourceType,
  parent: Resource | null,
  namespace: string,
): Promise<void> {
  if (parent !== null) return;
  const holder =
    type === 'project'
      ? await authority.resourceByPath('group', namespace)
      : await authority.accountByReference({ username: namespace }).catch(unknownIsNull);
  if (holder !== null) throw taken;
}

function unknownIsNull(error: unknown): null {
  if (error instanceof AuthorityError && error.code === 'unknown_account') return null;
  throw error;
}

function forbidden(): GitlabError {
  return new GitlabError(messageError(403, '403 Forbidden'));
}

const taken = new GitlabError(modelError('path', 'has already been taken'));
