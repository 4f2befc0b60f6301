import { type Static, Type } from 'typebox';
import { ownership } from './ownership.ts';
import { userBasicEntity } from './user-entity.ts';
import { wireTypes } from './wire-types.ts';

const { flag, id, nullable, text, timestamp } = wireTypes;

/** The runner whose authentication token was presented. */
export const runnerEntity = Type.Object(
  {
    id: id('Id of the runner'),
    description: nullable(text('Description of the runner')),
    ip_address: Type.Null(),
    active: flag('The opposite of paused (deprecated)'),
    paused: flag('The runner takes no jobs'),
    is_shared: flag('The runner serves the whole instance'),
    runner_type: text('instance_type, group_type or project_type'),
    name: nullable(text('Name of the runner')),
    online: nullable(flag('The runner was heard of lately; null when never')),
    created_by: nullable(userBasicEntity),
    created_at: timestamp('Time of creation'),
    status: text('online, offline, stale or never_contacted'),
    job_execution_status: text('active or idle'),
    ...ownership,
  },
  { title: 'Runner' },
);

export type RunnerEntity = Static<typeof runnerEntity>;
