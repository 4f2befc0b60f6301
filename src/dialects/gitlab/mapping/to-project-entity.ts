import type { Account } from '../../../core/directory/account.ts';
import type { Resource } from '../../../core/directory/resource.ts';
import type { ProjectEntity } from '../schemas/directory-entities.ts';
import { attribute } from './attribute.ts';
import { gitlabTime } from './gitlab-time.ts';
import { lastPart, toWebUrl } from './paths.ts';
import type { Rendering } from './rendering.ts';

/** Where a project stands: a group, or a user of its own. */
export interface Place {
  readonly group: Resource | null;
  readonly owner: Account | null;
}

export function toProjectEntity(
  project: Resource,
  place: Place,
  { baseUrl }: Pick<Rendering, 'baseUrl'>,
): ProjectEntity {
  const { id, name, path, createdAt, ownerId, attributes } = project;
  const namespace = toNamespace(place, baseUrl);
  return {
    id,
    description: attribute.text(attributes, 'description'),
    name,
    name_with_namespace: namespace === null ? name : `${namespace.name} / ${name}`,
    path: lastPart(path),
    path_with_namespace: path,
    created_at: gitlabTime.timestamp(createdAt),
    default_branch: null,
    web_url: toWebUrl(baseUrl, path),
    visibility: attribute.text(attributes, 'visibility') ?? 'private',
    archived: false,
    creator_id: ownerId,
    namespace,
  };
}

function toNamespace({ group, owner }: Place, baseUrl: string): ProjectEntity['namespace'] {
  const { id, name, path, parentId, kind } =
    group !== null
      ? { ...group, kind: 'group' }
      : { id: owner?.id, name: owner?.name ?? '', path: owner?.username ?? '', parentId: null, kind: 'user' };
  if (id === undefined) return null;
  return {
    id,
    name,
    path: lastPart(path),
    kind,
    full_path: path,
    parent_id: parentId,
    web_url: kind === 'group' ? toWebUrl(baseUrl, `groups/${path}`) : toWebUrl(baseUrl, path),
  };
}
