import type { Resource } from '../../../core/directory/resource.ts';
import { GitlabError, messageError } from '../errors.ts';
import { gitlabTime } from '../mapping/gitlab-time.ts';

/** A pipeline as GitLab answers with, which says that nothing ran: there are no pipelines here. */
export function toSkippedPipeline(project: Resource, ref: string, now: number): object {
  return {
    id: null,
    iid: null,
    project_id: project.id,
    sha: null,
    ref,
    status: 'skipped',
    source: 'trigger',
    created_at: gitlabTime.timestamp(now),
    updated_at: gitlabTime.timestamp(now),
    web_url: null,
  };
}

/** Refuses variables that are no names with texts. */
export function checkVariables(variables: unknown): void {
  if (variables === undefined) return;
  const isMap = typeof variables === 'object' && variables !== null && !Array.isArray(variables);
  if (!isMap || Object.values(variables).some((value) => typeof value !== 'string'))
    throw new GitlabError(messageError(400, 'variables needs to be a map of key-valued strings'));
}
