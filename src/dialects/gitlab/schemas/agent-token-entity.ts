import { type Static, Type } from 'typebox';
import { ownership } from './ownership.ts';
import { wireTypes } from './wire-types.ts';

const { id, nullable, text, timestamp } = wireTypes;

/** A token of an agent for Kubernetes. */
export const agentTokenEntity = Type.Object(
  {
    id: id('Id of the token'),
    name: text('Name of the token'),
    description: nullable(text('Description of the token')),
    agent_id: nullable(id('Id of the agent')),
    status: Type.Union([Type.Literal('active'), Type.Literal('revoked')], {
      description: 'Whether the token works',
    }),
    created_at: timestamp('Time of creation'),
    created_by_user_id: nullable(id('Who made the token')),
    last_used_at: nullable(timestamp('Time of the last use')),
    ...ownership,
  },
  { title: 'AgentToken' },
);

export type AgentTokenEntity = Static<typeof agentTokenEntity>;
