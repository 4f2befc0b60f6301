import { type Static, Type } from 'typebox';
import { listedTokenEntity } from './listed-token-entity.ts';
import { wireTypes } from './wire-types.ts';

const { id, text } = wireTypes;

/** A project or group access token in a list, or by itself. */
export const resourceTokenEntity = Type.Object(
  {
    ...listedTokenEntity.properties,
    access_level: Type.Integer({ description: 'How far the token goes: 10 (guest) to 50 (owner)' }),
    resource_type: Type.Union([Type.Literal('project'), Type.Literal('group')], {
      description: 'What the token belongs to',
    }),
    resource_id: id('Id of the project or group'),
  },
  { title: 'ResourceToken' },
);

/** The same with its secret, which no other answer shows. */
export const newResourceTokenEntity = Type.Object(
  {
    ...resourceTokenEntity.properties,
    token: text('The token itself; shown this once'),
  },
  { title: 'NewResourceToken' },
);

export type ResourceTokenEntity = Static<typeof resourceTokenEntity>;
