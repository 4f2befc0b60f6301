import type { Caller } from '../../core/access/caller.ts';
import type { Authority } from '../../core/authority.ts';
import type { Resource } from '../../core/directory/resource.ts';
import { attribute } from './mapping/attribute.ts';

/** GitLab's access levels, lowest first. */
export const accessLevels = [10, 20, 25, 30, 40, 50] as const;
export const DEVELOPER = 30;
/** Also the level that a project or group token has when nobody says otherwise. */
export const MAINTAINER = 40;
const OWNER = 50;

/** The level at which the tokens of a project or group are managed. */
export function managingLevel({ type }: Resource): number {
  return type === 'group' ? OWNER : MAINTAINER;
}

/**
 * How far a caller may go in a project or group; null when it is not even to see it.
 * Administrators go everywhere, owners go everywhere below what is theirs, a token that belongs to a resource goes
 * nowhere else, and every other user sees without a say; a viewer sees what is its own.
 */
export async function accessLevel(
  authority: Authority,
  caller: Caller,
  resource: Resource,
): Promise<number | null> {
  if (caller.role === 'admin') return OWNER;
  const line = await lineOf(authority, resource);
  const bound = boundResource(caller);
  if (bound !== null) return line.some(({ id }) => id === bound.id) ? accessLevelOfToken(caller) : null;
  if (line.some(({ ownerId }) => ownerId !== null && ownerId === caller.account?.id)) return OWNER;
  return caller.role === 'viewer' ? null : 0;
}

/** The resource outside of which a caller's token has no power; null for none. */
export function boundResource({ role, record, account }: Caller): Resource | null {
  const isItself = account?.id === record?.token.accountId;
  return role === 'admin' || !isItself ? null : (record?.resource ?? null);
}

/** How far a project or group token goes within its resource. */
export function accessLevelOfToken({ record }: Caller): number {
  return attribute.number(record?.token.attributes ?? {}, 'access_level') ?? MAINTAINER;
}

const DEPTH_MAX = 32;

/** A resource and all above it; parents that go round in a circle are followed no further than any honest ones. */
export async function lineOf(authority: Authority, resource: Resource): Promise<readonly Resource[]> {
  const line = [resource];
  let parentId = resource.parentId;
  while (parentId !== null && line.length < DEPTH_MAX) {
    const parent = await authority.resource(parentId);
    if (parent === null) break;
    line.push(parent);
    parentId = parent.parentId;
  }
  return line;
}
