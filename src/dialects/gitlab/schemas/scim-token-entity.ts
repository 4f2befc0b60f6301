import { type Static, Type } from 'typebox';
import { ownership } from './ownership.ts';
import { wireTypes } from './wire-types.ts';

const { id, nullable, timestamp } = wireTypes;

/** A SCIM token, of a group or of the instance. */
export const scimTokenEntity = Type.Object(
  {
    id: id('Id of the token'),
    created_at: timestamp('Time of creation'),
    group_id: nullable(id('Id of its group; null for the token of the instance')),
    organization_id: Type.Optional(id('Always 1; only in the token of the instance')),
    ...ownership,
  },
  { title: 'ScimToken' },
);

export type ScimTokenEntity = Static<typeof scimTokenEntity>;
