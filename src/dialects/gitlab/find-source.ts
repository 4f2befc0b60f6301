import type { FastifyRequest } from 'fastify';
import type { Resource } from '../../core/directory/resource.ts';
import { accessLevel } from './access-level.ts';
import { argument } from './argument.ts';
import { GitlabError, messageError } from './errors.ts';
import type { GitlabApi } from './gitlab-api.ts';
import { readArguments } from './read-arguments.ts';

/** What GitLab calls a source: a project or a group, that tokens belong to. */
export type SourceType = 'project' | 'group';

/** A source with how far the caller may go in it. */
export interface Source {
  readonly resource: Resource;
  readonly level: number;
}

/** The parameter of the path by which a source is named. */
export const sourcePath = { id: argument.required(argument.text('Id, or URL-encoded path')) };

/** The source that a request names by its id or its URL-encoded path; what a caller may not see is not found. */
export async function findSource(
  { authority, callerOf }: GitlabApi,
  request: FastifyRequest,
  type: SourceType,
): Promise<Source> {
  const { id } = readArguments(request, sourcePath);
  const resource = /^\d{1,15}$/.test(id)
    ? await authority.resource(Number(id))
    : await authority.resourceByPath(type, id);
  const level = resource?.type === type ? await accessLevel(authority, callerOf(request), resource) : null;
  if (resource === null || level === null) throw sourceNotFound(type);
  return { resource, level };
}

/** The refusal of a source that is not there, or not for the caller. */
function sourceNotFound(type: SourceType): GitlabError {
  return new GitlabError(messageError(404, `404 ${type === 'group' ? 'Group' : 'Project'} Not Found`));
}
