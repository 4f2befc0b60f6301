import type { Resource } from '../../../core/directory/resource.ts';
import type { GroupEntity } from '../schemas/directory-entities.ts';
import { attribute } from './attribute.ts';
import { gitlabTime } from './gitlab-time.ts';
import { lastPart, toWebUrl } from './paths.ts';
import type { Rendering } from './rendering.ts';

export function toGroupEntity(
  { id, name, path, parentId, createdAt, attributes }: Resource,
  parent: Resource | null,
  { baseUrl }: Pick<Rendering, 'baseUrl'>,
): GroupEntity {
  return {
    id,
    web_url: toWebUrl(baseUrl, `groups/${path}`),
    name,
    path: lastPart(path),
    description: attribute.text(attributes, 'description') ?? '',
    visibility: attribute.text(attributes, 'visibility') ?? 'private',
    full_name: parent === null ? name : `${parent.name} / ${name}`,
    full_path: path,
    created_at: gitlabTime.timestamp(createdAt),
    parent_id: parentId,
  };
}
