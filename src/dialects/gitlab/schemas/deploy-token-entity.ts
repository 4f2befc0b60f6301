import { type Static, Type } from 'typebox';
import { ownership } from './ownership.ts';
import { wireTypes } from './wire-types.ts';

const { flag, id, nullable, strings, text, timestamp } = wireTypes;

/** A deploy token. */
export const deployTokenEntity = Type.Object(
  {
    id: id('Id of the token'),
    name: text('Name of the token'),
    username: text('The user name to give with the token'),
    expires_at: nullable(timestamp('Time of expiry')),
    scopes: strings('Scopes of the token'),
    revoked: flag('The token was revoked'),
    expired: flag('The expiry is past'),
    ...ownership,
  },
  { title: 'DeployToken' },
);

const { type: _type, owner: _owner, ...members } = deployTokenEntity.properties;
/** The same without whose it is, as its own API shows it. */
export const listedDeployTokenEntity = Type.Object(members, { title: 'ListedDeployToken' });

export type DeployTokenEntity = Static<typeof deployTokenEntity>;
