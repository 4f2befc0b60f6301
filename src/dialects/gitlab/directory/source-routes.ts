import { findSource } from '../find-source.ts';
import { BASE_PATH, type GitlabApi } from '../gitlab-api.ts';
import { pageOf, sendPage } from '../pagination.ts';
import { readArguments } from '../read-arguments.ts';
import { send } from '../send.ts';
import { listSources, toSourceEntity } from './list-sources.ts';
import { createSource } from './new-source.ts';
import { newGroupArguments, newProjectArguments, sourceCalls, sourceListArguments } from './schemas.ts';
import { visibleResources } from './visible.ts';

const sources = [
  { type: 'project', path: `${BASE_PATH}/projects`, direction: 'desc' },
  { type: 'group', path: `${BASE_PATH}/groups`, direction: 'asc' },
] as const;

/** Projects and groups, as far as tokens need somewhere to belong to. */
export function addSourceRoutes(api: GitlabApi): void {
  const { scope, entrance, readers, writers, callerOf } = api;

  for (const { type, path, direction: usual } of sources) {
    const calls = sourceCalls[type];

    scope.get(path, { schema: calls.list, preValidation: readers }, async (request, reply) => {
      const { search, owned, min_access_level, sort, ...asked } = readArguments(request, sourceListArguments);
      const page = pageOf(asked);
      const visible = visibleResources(callerOf(request), owned ? OWNED : min_access_level);
      const filter = visible && { ...visible, ...(search !== undefined && { text: search }) };
      const found = await listSources(api, request, type, filter, { ...page, direction: sort ?? usual });
      return sendPage(request, reply, entrance.baseUrl(request), page, found);
    });

    scope.get(`${path}/:id`, { schema: calls.get, preValidation: readers }, async (request, reply) => {
      const { resource } = await findSource(api, request, type);
      return send(reply, 200, await toSourceEntity(api, request, resource));
    });
  }

  scope.post(
    sources[0].path,
    { schema: sourceCalls.project.create, preValidation: writers },
    async (request, reply) => {
      const { namespace_id: parentId, ...asked } = readArguments(request, newProjectArguments);
      const project = await createSource(api, request, 'project', { ...asked, parentId });
      return send(reply, 201, await toSourceEntity(api, request, project));
    },
  );

  scope.post(
    sources[1].path,
    { schema: sourceCalls.group.create, preValidation: writers },
    async (request, reply) => {
      const { parent_id: parentId, ...asked } = readArguments(request, newGroupArguments);
      const group = await createSource(api, request, 'group', { ...asked, parentId });
      return send(reply, 201, await toSourceEntity(api, request, group));
    },
  );
}

/** The level from which something counts as one's own. */
const OWNED = 50;
