import { type Static, Type } from 'typebox';
import { wireTypes } from './wire-types.ts';

const { flag, id, nullable, strings, text, timestamp } = wireTypes;

/** A token of the personal access token family in a list, or by itself. */
export const listedTokenEntity = Type.Object(
  {
    id: id('Id of the token'),
    name: text('Name of the token'),
    active: flag('The token is neither revoked nor expired nor disabled'),
    revoked: flag('The token was revoked'),
    expired: flag('The expiry date is past'),
    granular: flag('Always false: there are no fine-grained tokens'),
    created_at: timestamp('Time of creation'),
    description: nullable(text('Description of the token')),
    scopes: strings('Scopes of the token'),
    user_id: nullable(id('The account that the token acts as; of a project or group token its bot')),
    last_used_at: nullable(timestamp('Time of the last use; moves at most every ten minutes')),
    expires_at: nullable(
      Type.String({ format: 'date', description: 'The day on which the token stops working' }),
    ),
    last_used_ips: strings('The five addresses that used the token last, newest first'),
  },
  { title: 'ListedToken' },
);

/** The same with its secret, which no other answer shows. */
export const newTokenEntity = Type.Object(
  {
    ...listedTokenEntity.properties,
    token: text('The token itself; shown this once'),
  },
  { title: 'NewToken' },
);

export type ListedTokenEntity = Static<typeof listedTokenEntity>;
