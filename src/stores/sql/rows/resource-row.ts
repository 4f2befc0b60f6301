import type { Insertable } from 'kysely';
import type { NewResource, Resource, ResourceType } from '../../../core/directory/resource.ts';
import type { ResourceTable } from '../schema.ts';
import { fromAttributesText } from '../stored-json.ts';
import type { JoinedRow } from './account-row.ts';

/** Columns of a resource under names that no other table of a join has. */
export const resourceSelection = [
  'resource.id as resource_id',
  'resource.type as resource_type',
  'resource.path as resource_path',
  'resource.name as resource_name',
  'resource.parent_id as resource_parent_id',
  'resource.owner_id as resource_owner_id',
  'resource.attributes as resource_attributes',
  'resource.created_at as resource_created_at',
  'resource.updated_at as resource_updated_at',
] as const;

export interface ResourceRow {
  readonly resource_id: number;
  readonly resource_type: ResourceType;
  readonly resource_path: string;
  readonly resource_name: string;
  readonly resource_parent_id: number | null;
  readonly resource_owner_id: number | null;
  readonly resource_attributes: string;
  readonly resource_created_at: number;
  readonly resource_updated_at: number;
}

export function toResource(row: ResourceRow): Resource {
  return {
    id: row.resource_id,
    type: row.resource_type,
    path: shownPath(row.resource_path),
    name: row.resource_name,
    parentId: row.resource_parent_id,
    ownerId: row.resource_owner_id,
    attributes: fromAttributesText(row.resource_attributes),
    createdAt: row.resource_created_at,
    updatedAt: row.resource_updated_at,
  };
}

/** The path of a deleted resource: no other has it, because no path holds a control character. */
export function tombstonePath(path: string, id: number): string {
  return `${path}${separator}${id}`;
}

const separator = '\u001f';

function shownPath(path: string): string {
  const end = path.indexOf(separator);
  return end === -1 ? path : path.slice(0, end);
}

export function toJoinedResource(row: JoinedRow<ResourceRow>): Resource | null {
  return row.resource_id === null ? null : toResource(row as ResourceRow);
}

export function fromNewResource(resource: NewResource): Insertable<ResourceTable> {
  return {
    type: resource.type,
    path: resource.path,
    name: resource.name,
    parent_id: resource.parentId,
    owner_id: resource.ownerId,
    deleted_at: null,
    attributes: JSON.stringify(resource.attributes),
    created_at: resource.createdAt,
    updated_at: resource.updatedAt,
  };
}
