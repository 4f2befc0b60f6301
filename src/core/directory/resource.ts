import type { Attributes } from '../attributes.ts';

/** The sorts of resource. */
export const resourceTypes = [
  'project',
  'group',
  'application',
  'agent',
  'runner',
  'job',
  'environment',
  'unleash_project',
] as const;
export type ResourceType = (typeof resourceTypes)[number];

/** Something that a token belongs to. Times are Unix milliseconds. */
export interface Resource {
  readonly id: number;
  readonly type: ResourceType;
  /** Unique within its type. */
  readonly path: string;
  readonly name: string;
  readonly parentId: number | null;
  /** The account that it belongs to, and that manages its tokens without being an administrator. */
  readonly ownerId: number | null;
  readonly attributes: Attributes;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A resource that the store has not numbered yet. */
export type NewResource = Omit<Resource, 'id'>;
