import { type Static, Type } from 'typebox';
import { ownership } from './ownership.ts';
import { wireTypes } from './wire-types.ts';

const { flag, id, nullable, text, timestamp } = wireTypes;

const basicMembers = {
  id: id('Id of the account'),
  username: text('User name'),
  name: text('Name'),
  state: Type.Union([Type.Literal('active'), Type.Literal('blocked')], {
    description: 'State of the account',
  }),
  locked: flag('Always false: accounts are blocked, never locked'),
  avatar_url: nullable(text('Address of the picture')),
  web_url: text('Address of the profile'),
};

const profileMembers = {
  created_at: timestamp('Time of creation'),
  bio: text('About the user'),
  location: nullable(text('Where the user is')),
  public_email: text('Address that the user shows'),
  skype: text('Skype name'),
  linkedin: text('LinkedIn name'),
  twitter: text('Twitter name'),
  discord: text('Discord id'),
  website_url: text('Address of the website'),
  organization: text('Where the user works'),
  job_title: text('What the user works as'),
  pronouns: nullable(text('Pronouns')),
  bot: flag('The account is no human'),
  work_information: nullable(text('Job title and organization')),
  followers: Type.Integer({ description: 'Always 0' }),
  following: Type.Integer({ description: 'Always 0' }),
  is_followed: flag('Always false'),
  local_time: nullable(text('Time of day where the user is')),
};

/** A user in short, as GitLab shows owners and creators. */
export const userBasicEntity = Type.Object(basicMembers, { title: 'UserBasic' });
/** A user, as GitLab shows the one who runs a job. */
export const userEntity = Type.Object({ ...basicMembers, ...profileMembers }, { title: 'User' });
/** The user whose feed token or incoming email token was presented. */
export const userTokenEntity = Type.Object(
  { ...basicMembers, ...profileMembers, ...ownership },
  { title: 'UserToken' },
);

export type UserBasicEntity = Static<typeof userBasicEntity>;
export type UserEntity = Static<typeof userEntity>;
export type UserTokenEntity = Static<typeof userTokenEntity>;
