import { type Static, Type } from 'typebox';
import { ownership } from './ownership.ts';
import { userEntity } from './user-entity.ts';
import { wireTypes } from './wire-types.ts';

const { flag, id, nullable, text } = wireTypes;

const pipeline = Type.Object({
  id: nullable(Type.Number()),
  iid: nullable(Type.Number()),
  project_id: nullable(Type.Number()),
  sha: nullable(Type.String()),
  ref: nullable(Type.String()),
  status: nullable(Type.String()),
  source: nullable(Type.String()),
  created_at: nullable(Type.String()),
  updated_at: nullable(Type.String()),
  web_url: nullable(Type.String()),
});

const job = Type.Object({
  id: id('Id of the job'),
  status: text('Always running: the token of any other job is not found'),
  stage: nullable(text('Stage of the pipeline')),
  name: text('Name of the job'),
  ref: nullable(text('Branch or tag')),
  tag: flag('`ref` is a tag'),
  coverage: nullable(Type.Number({ description: 'Test coverage' })),
  allow_failure: flag('The pipeline goes on when the job fails'),
  created_at: text('Time of creation'),
  started_at: nullable(text('Time at which the job began')),
  finished_at: nullable(text('Time at which the job ended')),
  erased_at: nullable(text('Time at which its log was erased')),
  duration: nullable(Type.Number({ description: 'Seconds that the job has run' })),
  queued_duration: nullable(Type.Number({ description: 'Seconds that the job waited' })),
  user: nullable(userEntity),
  commit: nullable(Type.Object({}, { additionalProperties: true, description: 'The commit, as imported' })),
  pipeline,
  web_url: nullable(text('Address of the job')),
  project: Type.Object({ ci_job_token_scope_enabled: flag('The project limits what its job tokens reach') }),
});

/** The running job whose token was presented. */
export const jobEntity = Type.Object({ job, ...ownership }, { title: 'Job' });

export type JobEntity = Static<typeof jobEntity>;
