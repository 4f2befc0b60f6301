import { Type } from 'typebox';
import { accessLevels } from '../access-level.ts';
import { filterArguments } from '../access-tokens/filter.ts';
import { newTokenArguments, userTokenArguments } from '../access-tokens/new-token.ts';
import { rotationArguments } from '../access-tokens/rotation.ts';
import { argument } from '../argument.ts';
import { describeCall } from '../describe-call.ts';
import { pageArguments } from '../pagination.ts';
import { groupEntity, projectEntity } from '../schemas/directory-entities.ts';
import { listedTokenEntity, newTokenEntity } from '../schemas/listed-token-entity.ts';

const area = 'personal access tokens';
const gone = { 204: Type.Null({ description: 'The token has no power any more' }) };

export const tokenPath = { id: argument.required(argument.integer('Id of the token')) };
export const userPath = { user_id: argument.required(argument.integer('Id of the account')) };
export const listArguments = {
  user_id: argument.blankableInteger(
    'Only tokens of this account; of another than one’s own for administrators',
  ),
  ...filterArguments,
};
export const associationArguments = {
  min_access_level: argument.level(accessLevels, 'Only where the token goes at least this far'),
  ...pageArguments,
};
/** What a user may make by itself: tokens that open no more of the API (gitlab.md 3.1). */
export const ownTokenArguments = newTokenArguments(['k8s_proxy', 'self_rotate']);

/** The calls on personal access tokens. */
export const personalAccessTokenCalls = {
  list: describeCall({
    id: 'ListPersonalAccessTokens',
    area,
    summary: 'List personal access tokens',
    description:
      'Administrators see those of everybody, with impersonation, project and group access tokens; everybody else its own.',
    parameters: listArguments,
    answers: { 200: Type.Array(listedTokenEntity) },
  }),
  get: describeCall({
    id: 'GetPersonalAccessToken',
    area,
    summary: 'Get a personal access token',
    path: tokenPath,
    answers: { 200: listedTokenEntity },
  }),
  getSelf: describeCall({
    id: 'GetOwnAccessToken',
    area,
    summary: 'Get the token that the call is made with',
    answers: { 200: listedTokenEntity },
  }),
  associations: describeCall({
    id: 'GetOwnAccessTokenAssociations',
    area,
    summary: 'List the groups and projects that the token of the call can reach',
    parameters: associationArguments,
    answers: {
      200: Type.Object({ groups: Type.Array(groupEntity), projects: Type.Array(projectEntity) }),
    },
  }),
  rotate: describeCall({
    id: 'RotatePersonalAccessToken',
    area,
    method: 'POST',
    summary: 'Rotate a personal access token',
    description: 'Revokes the token and makes its successor, both or neither.',
    path: tokenPath,
    parameters: rotationArguments,
    answers: { 200: newTokenEntity },
  }),
  rotateSelf: describeCall({
    id: 'RotateOwnAccessToken',
    area,
    method: 'POST',
    summary: 'Rotate the token that the call is made with',
    description: 'Whoever presents a token here that was rotated before ends its whole family.',
    parameters: rotationArguments,
    answers: { 200: newTokenEntity },
  }),
  revoke: describeCall({
    id: 'RevokePersonalAccessToken',
    area,
    method: 'DELETE',
    summary: 'Revoke a personal access token',
    path: tokenPath,
    answers: gone,
  }),
  revokeSelf: describeCall({
    id: 'RevokeOwnAccessToken',
    area,
    method: 'DELETE',
    summary: 'Revoke the token that the call is made with',
    answers: gone,
  }),
  create: describeCall({
    id: 'CreatePersonalAccessToken',
    area,
    method: 'POST',
    summary: 'Create a personal access token for a user',
    path: userPath,
    parameters: userTokenArguments,
    example: { name: 'CI', scopes: ['read_api'], expires_at: '2027-01-01' },
    answers: { 201: newTokenEntity },
  }),
  createOwn: describeCall({
    id: 'CreateOwnPersonalAccessToken',
    area,
    method: 'POST',
    summary: 'Create a personal access token of few scopes for oneself',
    parameters: ownTokenArguments,
    answers: { 201: newTokenEntity },
  }),
};
