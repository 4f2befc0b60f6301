import { type Static, Type } from 'typebox';
import { ownership } from './ownership.ts';
import { userBasicEntity } from './user-entity.ts';
import { wireTypes } from './wire-types.ts';

const { id, nullable, text, timestamp } = wireTypes;

/** A pipeline trigger token. */
export const triggerEntity = Type.Object(
  {
    id: id('Id of the trigger'),
    token: text('The token, shortened'),
    description: text('Description of the trigger'),
    created_at: timestamp('Time of creation'),
    updated_at: timestamp('Time of the last change'),
    last_used: nullable(timestamp('Time of the last use')),
    expires_at: nullable(timestamp('Time of expiry; of a revoked trigger the time of its revocation')),
    owner: nullable(
      Type.Object({ ...userBasicEntity.properties, type: text('user, service_account or bot') }),
    ),
    type: ownership.type,
  },
  { title: 'Trigger' },
);

export type TriggerEntity = Static<typeof triggerEntity>;
