import type { Attributes } from '../../../core/attributes.ts';
import type { TokenDetails } from '../../../core/token/token.ts';
import type { JobEntity } from '../schemas/job-entity.ts';
import { attribute } from './attribute.ts';
import { gitlabTime } from './gitlab-time.ts';
import type { Rendering } from './rendering.ts';
import { requiredResource } from './required-resource.ts';
import { toOwnership } from './to-ownership.ts';
import { toUserEntity } from './to-user-entity.ts';

/** The job of a job token: what was imported about it, null where nothing was. */
export function toJobEntity(details: TokenDetails, rendering: Rendering): JobEntity {
  const { account } = details;
  const { id, name, parentId, createdAt, attributes } = requiredResource(details);
  const text = (member: string): string | null => attribute.text(attributes, member);
  const project = attribute.object(attributes, 'project') ?? {};
  return {
    job: {
      id,
      status: text('status') ?? 'running',
      stage: text('stage'),
      name,
      ref: text('ref'),
      tag: attribute.flag(attributes, 'tag'),
      coverage: attribute.number(attributes, 'coverage'),
      allow_failure: attribute.flag(attributes, 'allow_failure'),
      created_at: text('created_at') ?? gitlabTime.timestamp(createdAt),
      started_at: text('started_at'),
      finished_at: text('finished_at'),
      erased_at: text('erased_at'),
      duration: attribute.number(attributes, 'duration'),
      queued_duration: attribute.number(attributes, 'queued_duration'),
      user: account === null ? null : toUserEntity(account, rendering),
      commit: attribute.object(attributes, 'commit'),
      pipeline: toPipeline(attribute.object(attributes, 'pipeline') ?? {}, parentId),
      web_url: text('web_url'),
      project: { ci_job_token_scope_enabled: attribute.flag(project, 'ci_job_token_scope_enabled') },
    },
    ...toOwnership(details),
  };
}

// Typed clients read into the pipeline: it is an object even when nothing is known about it.
function toPipeline(attributes: Attributes, projectId: number | null): JobEntity['job']['pipeline'] {
  const text = (member: string): string | null => attribute.text(attributes, member);
  return {
    id: attribute.number(attributes, 'id'),
    iid: attribute.number(attributes, 'iid'),
    project_id: attribute.number(attributes, 'project_id') ?? projectId,
    sha: text('sha'),
    ref: text('ref'),
    status: text('status'),
    source: text('source'),
    created_at: text('created_at'),
    updated_at: text('updated_at'),
    web_url: text('web_url'),
  };
}
