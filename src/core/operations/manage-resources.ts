import type { Caller } from '../access/caller.ts';
import type { Attributes } from '../attributes.ts';
import type { AuthorityContext } from '../authority-context.ts';
import { AuthorityError } from '../authority-error.ts';
import type { Resource, ResourceType } from '../directory/resource.ts';
import { attributesArgument, nameArgument } from './token-argument.ts';

const PATH_LENGTH_MAX = 255;

/** A resource to be made. */
export interface ResourceRequest {
  readonly type: ResourceType;
  readonly path: string;
  readonly name?: string;
  readonly parentId?: number | null;
  /** An account that exists. */
  readonly ownerId?: number | null;
  readonly attributes?: Attributes;
}

/** What may be changed of a resource. */
export type ResourceUpdate = Partial<Omit<ResourceRequest, 'type'>>;

/** Makes a resource; refuses with `name_taken`, `unknown_resource`, `missing_argument` or `invalid_argument`. */
export async function createResource(
  { store, change, clock }: AuthorityContext,
  { actor }: Caller,
  request: ResourceRequest,
): Promise<Resource> {
  const at = clock.now();
  const path = pathArgument(request.path);
  const resource = {
    type: request.type,
    path,
    name: nameArgument(request.name ?? path),
    parentId: await parentArgument(store, null, request.parentId),
    ownerId: await ownerArgument(store, request.ownerId),
    attributes: attributesArgument(request.attributes),
    createdAt: at,
    updatedAt: at,
  };
  const audit = { type: 'resource_created', at, actor, details: { type: request.type, path } } as const;
  const outcome = await change.createResource({ resource, audit });
  if (outcome.outcome === 'taken') throw pathTaken();
  return { id: outcome.id, ...resource };
}

/** Changes a resource; a job's `attributes.status` decides whether its token works. */
export async function updateResource(
  { store, change, clock }: AuthorityContext,
  { actor }: Caller,
  resource: Resource,
  { path, name, parentId, ownerId, attributes }: ResourceUpdate,
): Promise<Resource> {
  const at = clock.now();
  const set = {
    ...(path !== undefined && { path: pathArgument(path) }),
    ...(name !== undefined && { name: nameArgument(name) }),
    ...(parentId !== undefined && { parentId: await parentArgument(store, resource, parentId) }),
    ...(ownerId !== undefined && { ownerId: await ownerArgument(store, ownerId) }),
    ...(attributes !== undefined && { attributes: attributesArgument(attributes) }),
  };
  const details = { type: resource.type, path: resource.path, changed: Object.keys(set) };
  const audit = { type: 'resource_updated', at, actor, resourceId: resource.id, details } as const;
  const { outcome } = await change.updateResource({ id: resource.id, set, at, audit });
  if (outcome === 'taken') throw pathTaken();
  return { ...resource, ...set, updatedAt: at };
}

function pathArgument(text: string): string {
  const path = text.trim();
  if (path === '') throw new AuthorityError('missing_argument', 'The path field is required.', 'path');
  if (path.length > PATH_LENGTH_MAX || /\p{Cc}/u.test(path) || !path.isWellFormed())
    throw new AuthorityError(
      'invalid_argument',
      'A path has at most 255 characters, no control characters.',
      'path',
    );
  return path;
}

async function parentArgument(
  store: AuthorityContext['store'],
  child: Resource | null,
  parentId: number | null | undefined,
): Promise<number | null> {
  if (parentId === null || parentId === undefined) return null;
  const parent = await store.findResource(parentId);
  if (parent === null) throw new AuthorityError('unknown_resource', 'There is no such parent.', 'parent');
  if (child !== null && (await isBelow(store, parent, child.id)))
    throw new AuthorityError('invalid_argument', 'A resource cannot be below itself.', 'parent');
  return parent.id;
}

async function ownerArgument(
  store: AuthorityContext['store'],
  ownerId: number | null | undefined,
): Promise<number | null> {
  if (ownerId === null || ownerId === undefined) return null;
  const owner = await store.findAccount(ownerId);
  if (owner === null) throw new AuthorityError('unknown_account', 'There is no such account.', 'owner');
  return owner.id;
}

const DEPTH_MAX = 32;

/** Whether a resource is another one or stands below it; deeper than anybody nests counts as yes. */
async function isBelow(
  store: AuthorityContext['store'],
  resource: Resource,
  ancestorId: number,
): Promise<boolean> {
  let current: Resource | null = resource;
  for (let depth = 0; current !== null; depth += 1) {
    if (current.id === ancestorId || depth > DEPTH_MAX) return true;
    current = current.parentId === null ? null : await store.findResource(current.parentId);
  }
  return false;
}

function pathTaken(): AuthorityError {
  return new AuthorityError('name_taken', 'A resource of this type and path exists.', 'path');
}
