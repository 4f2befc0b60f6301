import { type Static, Type } from 'typebox';
import { userEntity } from './user-entity.ts';
import { wireTypes } from './wire-types.ts';

const { flag, id, nullable, strings, text, timestamp } = wireTypes;

const namespace = Type.Object({
  id: id('Id of the group or of the user'),
  name: text('Its name'),
  path: text('The last part of its path'),
  kind: text('group or user'),
  full_path: text('Its whole path'),
  parent_id: nullable(id('Id of the group above')),
  web_url: text('Address of the group or user'),
});

/** A project, as far as tokens need one. */
export const projectEntity = Type.Object(
  {
    id: id('Id of the project'),
    description: nullable(text('Description of the project')),
    name: text('Name of the project'),
    name_with_namespace: text('Name with that of the namespace'),
    path: text('The last part of its path'),
    path_with_namespace: text('Its whole path'),
    created_at: timestamp('Time of creation'),
    default_branch: nullable(text('Always null: there are no repositories here')),
    web_url: text('Address of the project'),
    visibility: text('private, internal or public'),
    archived: flag('Always false'),
    creator_id: nullable(id('The account that owns the project')),
    namespace: nullable(namespace),
  },
  { title: 'Project' },
);

/** A group, as far as tokens need one. */
export const groupEntity = Type.Object(
  {
    id: id('Id of the group'),
    web_url: text('Address of the group'),
    name: text('Name of the group'),
    path: text('The last part of its path'),
    description: text('Description of the group'),
    visibility: text('private, internal or public'),
    full_name: text('Name with those of the groups above'),
    full_path: text('Its whole path'),
    created_at: timestamp('Time of creation'),
    parent_id: nullable(id('Id of the group above')),
  },
  { title: 'Group' },
);

/** An OAuth application. */
export const listedApplicationEntity = Type.Object(
  {
    id: id('Id of the application'),
    application_id: text('The client id of OAuth'),
    application_name: text('Name of the application'),
    callback_url: text('Where the application is called back'),
    confidential: flag('The application can keep a secret'),
    scopes: strings('Scopes that the application may ask for'),
  },
  { title: 'ListedApplication' },
);

/** A user with what only it and administrators see. */
export const fullUserEntity = Type.Object(
  {
    ...userEntity.properties,
    email: nullable(text('E-mail address')),
    is_admin: flag('The account is an administrator'),
    can_create_group: flag('The account may make groups'),
    can_create_project: flag('The account may make projects'),
    external: flag('Always false'),
  },
  { title: 'FullUser' },
);

export type ProjectEntity = Static<typeof projectEntity>;
export type GroupEntity = Static<typeof groupEntity>;
export type ListedApplicationEntity = Static<typeof listedApplicationEntity>;
export type FullUserEntity = Static<typeof fullUserEntity>;
