import { type Static, Type } from 'typebox';
import { ownership } from './ownership.ts';
import { wireTypes } from './wire-types.ts';

const { flag, id, strings, text } = wireTypes;

/** The OAuth application whose secret was presented. */
export const applicationEntity = Type.Object(
  {
    id: id('Id of the application'),
    application_id: text('The client id of OAuth'),
    application_name: text('Name of the application'),
    callback_url: text('Where the application is called back'),
    confidential: flag('The application can keep a secret'),
    scopes: strings('Scopes that the application may ask for'),
    ...ownership,
  },
  { title: 'Application' },
);

export type ApplicationEntity = Static<typeof applicationEntity>;
