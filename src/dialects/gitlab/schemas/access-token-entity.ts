import { type Static, Type } from 'typebox';
import { ownership } from './ownership.ts';
import { wireTypes } from './wire-types.ts';

const { flag, id, nullable, strings, text, timestamp } = wireTypes;

/**
 * A personal, impersonation, project or group access token: what GitLab's documentation shows together with what its
 * newest release answers.
 */
export const accessTokenEntity = Type.Object(
  {
    id: id('Id of the token'),
    user_id: nullable(id('The account that the token acts as; of a project or group token its bot')),
    name: text('Name of the token'),
    description: nullable(text('Description of the token')),
    revoked: flag('The token was revoked'),
    active: flag('The token is neither revoked nor expired nor disabled'),
    expired: flag('The expiry date is past'),
    granular: flag('Always false: there are no fine-grained tokens'),
    expires_at: nullable(
      Type.String({ format: 'date', description: 'The day on which the token stops working' }),
    ),
    created_at: timestamp('Time of creation'),
    updated_at: timestamp('Time of the last change'),
    scopes: strings('Scopes of the token'),
    impersonation: flag('An administrator made the token for its user'),
    expire_notification_delivered: flag('The notice before the expiry was sent'),
    last_used_at: nullable(timestamp('Time of the last use')),
    last_used_ips: strings('Addresses that used the token'),
    after_expiry_notification_delivered: flag('The notice after the expiry was sent'),
    previous_personal_access_token_id: nullable(id('The token that this one replaced when it was rotated')),
    advanced_scopes: Type.Null(),
    organization_id: id('Always 1'),
    ...ownership,
  },
  { title: 'AccessToken' },
);

export type AccessTokenEntity = Static<typeof accessTokenEntity>;
