import { Type } from 'typebox';
import { accessLevels } from '../access-level.ts';
import { argument } from '../argument.ts';
import { describeCall } from '../describe-call.ts';
import { sourcePath } from '../find-source.ts';
import { pageArguments } from '../pagination.ts';
import {
  fullUserEntity,
  groupEntity,
  listedApplicationEntity,
  projectEntity,
} from '../schemas/directory-entities.ts';
import { userEntity } from '../schemas/user-entity.ts';
import { wireTypes } from '../schemas/wire-types.ts';

const visibilities = ['private', 'internal', 'public'] as const;
const area = 'users, projects, groups and applications';

export const userPath = { id: argument.required(argument.integer('Id of the account')) };
export const userListArguments = {
  username: argument.text('Exactly this user name, without regard to case'),
  search: argument.text('A part of user name or name, or the e-mail address'),
  active: argument.flag('Only accounts that are not blocked'),
  blocked: argument.flag('Only blocked accounts'),
  sort: argument.choice(['asc', 'desc'], 'By id; newest first by default'),
  ...pageArguments,
};
export const newUserArguments = {
  email: argument.required(argument.text('E-mail address')),
  name: argument.required(argument.text('Name')),
  username: argument.required(argument.text('User name')),
  admin: argument.flag('Make an administrator; needs a token of scope *'),
};
export const sourceListArguments = {
  search: argument.text('A part of path or name, without regard to case'),
  owned: argument.flag('Only one’s own'),
  min_access_level: argument.level(accessLevels, 'Only where the caller goes at least this far'),
  sort: argument.choice(['asc', 'desc'], 'By id'),
  ...pageArguments,
};
export const newProjectArguments = {
  name: argument.text('Name; this or the path is needed'),
  path: argument.text('Last part of the path'),
  namespace_id: argument.integer('Id of a group; the caller’s own namespace when left out'),
  description: argument.text('Description'),
  visibility: argument.choice(visibilities, 'private when left out'),
};
export const newGroupArguments = {
  name: argument.required(argument.text('Name')),
  path: argument.required(argument.text('Last part of the path')),
  parent_id: argument.integer('Id of the group above'),
  description: argument.text('Description'),
  visibility: argument.choice(visibilities, 'private when left out'),
};
export const newApplicationArguments = {
  name: argument.required(argument.text('Name')),
  redirect_uri: argument.required(argument.text('Where the application is called back')),
  scopes: argument.required(argument.text('Scopes, with blanks between them')),
  confidential: argument.flag('The application can keep a secret; true when left out'),
};

/** The calls on users. */
export const userCalls = {
  current: describeCall({
    id: 'GetCurrentUser',
    area,
    summary: 'Get the user that the call is made as',
    answers: { 200: fullUserEntity },
  }),
  list: describeCall({
    id: 'ListUsers',
    area,
    summary: 'List users',
    parameters: userListArguments,
    answers: { 200: Type.Array(userEntity) },
  }),
  get: describeCall({
    id: 'GetUser',
    area,
    summary: 'Get a user',
    path: userPath,
    answers: { 200: userEntity },
  }),
  create: describeCall({
    id: 'CreateUser',
    area,
    method: 'POST',
    summary: 'Create a user',
    description: 'Passwords are neither needed nor kept.',
    parameters: newUserArguments,
    answers: { 201: fullUserEntity },
  }),
};

/** The calls on projects and groups. */
export const sourceCalls = {
  project: {
    list: describeCall({
      id: 'ListProjects',
      area,
      summary: 'List projects',
      parameters: sourceListArguments,
      answers: { 200: Type.Array(projectEntity) },
    }),
    get: describeCall({
      id: 'GetProject',
      area,
      summary: 'Get a project',
      path: sourcePath,
      answers: { 200: projectEntity },
    }),
    create: describeCall({
      id: 'CreateProject',
      area,
      method: 'POST',
      summary: 'Create a project',
      parameters: newProjectArguments,
      answers: { 201: projectEntity },
    }),
  },
  group: {
    list: describeCall({
      id: 'ListGroups',
      area,
      summary: 'List groups',
      parameters: sourceListArguments,
      answers: { 200: Type.Array(groupEntity) },
    }),
    get: describeCall({
      id: 'GetGroup',
      area,
      summary: 'Get a group',
      path: sourcePath,
      answers: { 200: groupEntity },
    }),
    create: describeCall({
      id: 'CreateGroup',
      area,
      method: 'POST',
      summary: 'Create a group',
      parameters: newGroupArguments,
      answers: { 201: groupEntity },
    }),
  },
};

/** The calls on applications. */
export const applicationCalls = {
  list: describeCall({
    id: 'ListApplications',
    area,
    summary: 'List applications',
    answers: { 200: Type.Array(listedApplicationEntity) },
  }),
  create: describeCall({
    id: 'CreateApplication',
    area,
    method: 'POST',
    summary: 'Create an application with its secret',
    parameters: newApplicationArguments,
    answers: {
      201: Type.Object({
        ...listedApplicationEntity.properties,
        secret: wireTypes.text('The secret; shown this once'),
      }),
    },
  }),
};
