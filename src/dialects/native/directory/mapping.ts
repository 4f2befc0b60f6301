import type { Static } from 'typebox';
import type { Authority } from '../../../core/authority.ts';
import { AuthorityError } from '../../../core/authority-error.ts';
import type { Account } from '../../../core/directory/account.ts';
import type { Resource } from '../../../core/directory/resource.ts';
import type { AccountUpdate } from '../../../core/operations/manage-accounts.ts';
import type { ResourceUpdate } from '../../../core/operations/manage-resources.ts';
import { fromAttributes } from '../mapping.ts';
import { toTimestamp } from '../timestamp.ts';
import type { accountSchema, updateAccountSchema, updateResourceSchema } from './schemas.ts';

export function toAccount(account: Account): Static<typeof accountSchema> {
  return {
    id: account.id,
    type: account.type,
    username: account.username,
    name: account.name,
    email: account.email,
    role: account.role,
    state: account.blockedAt === null ? 'active' : 'blocked',
    attributes: { ...account.attributes },
    created_at: toTimestamp(account.createdAt),
    updated_at: toTimestamp(account.updatedAt),
  };
}

export function toResource(resource: Resource) {
  return {
    id: resource.id,
    type: resource.type,
    path: resource.path,
    name: resource.name,
    parent: resource.parentId,
    owner: resource.ownerId,
    attributes: { ...resource.attributes },
    created_at: toTimestamp(resource.createdAt),
    updated_at: toTimestamp(resource.updatedAt),
  };
}

export function fromAccountBody(body: Static<typeof updateAccountSchema.body>): AccountUpdate {
  const { state, attributes, ...kept } = body;
  return {
    ...kept,
    ...(attributes !== undefined && { attributes: fromAttributes(attributes) }),
    ...(state !== undefined && { blocked: state === 'blocked' }),
  };
}

/** A parent may be named by type and path, an owner by username: they are looked up here, because the core takes ids. */
export async function fromResourceBody(
  authority: Authority,
  { parent, owner, attributes, ...kept }: Static<typeof updateResourceSchema.body>,
): Promise<ResourceUpdate> {
  return {
    ...kept,
    ...(attributes !== undefined && { attributes: fromAttributes(attributes) }),
    ...(parent !== undefined && { parentId: await parentIdOf(authority, parent) }),
    ...(owner !== undefined && { ownerId: await ownerIdOf(authority, owner) }),
  };
}

type Owner = Static<typeof updateResourceSchema.body>['owner'];

async function ownerIdOf(authority: Authority, owner: Exclude<Owner, undefined>): Promise<number | null> {
  if (owner === null || typeof owner === 'number') return owner;
  const [found] = await authority.accounts({ username: owner.username, limit: 1 });
  if (found === undefined) throw new AuthorityError('unknown_account', 'There is no such account.', 'owner');
  return found.id;
}

type Parent = Static<typeof updateResourceSchema.body>['parent'];

async function parentIdOf(authority: Authority, parent: Exclude<Parent, undefined>): Promise<number | null> {
  if (parent === null || typeof parent === 'number') return parent;
  const found = await authority.resourceByPath(parent.type, parent.path);
  if (found === null) throw new AuthorityError('unknown_resource', 'There is no such parent.', 'parent');
  return found.id;
}
