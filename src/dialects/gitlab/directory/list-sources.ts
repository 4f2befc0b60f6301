import type { FastifyRequest } from 'fastify';
import type { ResourceFilter } from '../../../core/directory/directory-query.ts';
import type { Resource } from '../../../core/directory/resource.ts';
import type { SourceType } from '../find-source.ts';
import type { GitlabApi } from '../gitlab-api.ts';
import { toGroupEntity } from '../mapping/to-group-entity.ts';
import { toProjectEntity } from '../mapping/to-project-entity.ts';
import type { Page } from '../pagination.ts';

/** A page of projects or groups as they are shown, and how many there are. */
export async function listSources(
  api: GitlabApi,
  request: FastifyRequest,
  type: SourceType,
  visible: ResourceFilter | null,
  { rows, direction }: Pick<Page, 'rows'> & { readonly direction: 'asc' | 'desc' },
): Promise<{ readonly items: readonly object[]; readonly total: number }> {
  if (visible === null) return { items: [], total: 0 };
  const filter = { ...visible, type };
  const [resources, total] = await Promise.all([
    api.authority.resources({ ...filter, direction, ...rows }),
    api.authority.countResources(filter),
  ]);
  return { items: await Promise.all(resources.map((one) => toSourceEntity(api, request, one))), total };
}

/** A project or group as it is shown. */
export async function toSourceEntity(
  { authority, entrance }: GitlabApi,
  request: FastifyRequest,
  resource: Resource,
): Promise<object> {
  const rendering = { baseUrl: entrance.baseUrl(request) };
  const parent = resource.parentId === null ? null : await authority.resource(resource.parentId);
  if (resource.type === 'group') return toGroupEntity(resource, parent, rendering);
  const owner = resource.ownerId === null ? null : await authority.account(resource.ownerId);
  return toProjectEntity(resource, { group: parent, owner }, rendering);
}
