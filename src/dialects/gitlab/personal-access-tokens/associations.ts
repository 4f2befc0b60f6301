import type { FastifyRequest } from 'fastify';
import { listSources } from '../directory/list-sources.ts';
import { visibleResources } from '../directory/visible.ts';
import type { GitlabApi } from '../gitlab-api.ts';
import type { Page } from '../pagination.ts';

/** The groups and projects that a caller's token can reach, a page of each. */
export async function associationsOf(
  api: GitlabApi,
  request: FastifyRequest,
  { rows }: Page,
  leastLevel: number | undefined,
): Promise<{ readonly groups: readonly object[]; readonly projects: readonly object[] }> {
  const visible = visibleResources(api.callerOf(request), leastLevel);
  const [groups, projects] = await Promise.all([
    listSources(api, request, 'group', visible, { rows, direction: 'asc' }),
    listSources(api, request, 'project', visible, { rows, direction: 'desc' }),
  ]);
  return { groups: groups.items, projects: projects.items };
}
