import { Type } from 'typebox';
import { gitlabScopes } from '../../../core/kinds/gitlab-scopes.ts';
import { accessLevels } from '../access-level.ts';
import { filterArguments } from '../access-tokens/filter.ts';
import { newTokenArguments } from '../access-tokens/new-token.ts';
import { rotationArguments } from '../access-tokens/rotation.ts';
import { argument } from '../argument.ts';
import { describeCall } from '../describe-call.ts';
import { type SourceType, sourcePath } from '../find-source.ts';
import { newResourceTokenEntity, resourceTokenEntity } from '../schemas/resource-token-entity.ts';

export const tokenPath = { token_id: argument.required(argument.integer('Id of the token')) };
export const newResourceTokenArguments = {
  ...newTokenArguments(gitlabScopes.resource),
  access_level: argument.level(accessLevels, 'How far the token goes; 40 when left out'),
};

const path = { ...sourcePath, ...tokenPath };

/** The calls on the access tokens of projects, or of groups. */
export function resourceTokenCalls(type: SourceType) {
  const area = `${type} access tokens`;
  const Name = type === 'group' ? 'Group' : 'Project';
  return {
    list: describeCall({
      id: `List${Name}AccessTokens`,
      area,
      summary: `List the access tokens of a ${type}`,
      path: sourcePath,
      parameters: filterArguments,
      answers: { 200: Type.Array(resourceTokenEntity) },
    }),
    get: describeCall({
      id: `Get${Name}AccessToken`,
      area,
      summary: `Get an access token of a ${type}`,
      path,
      answers: { 200: resourceTokenEntity },
    }),
    create: describeCall({
      id: `Create${Name}AccessToken`,
      area,
      method: 'POST',
      summary: `Create an access token of a ${type}`,
      description: `The token acts as an account of its own, within the ${type} alone.`,
      path: sourcePath,
      parameters: newResourceTokenArguments,
      answers: { 201: newResourceTokenEntity },
    }),
    rotate: describeCall({
      id: `Rotate${Name}AccessToken`,
      area,
      method: 'POST',
      summary: `Rotate an access token of a ${type}`,
      path,
      parameters: rotationArguments,
      answers: { 200: newResourceTokenEntity },
    }),
    rotateSelf: describeCall({
      id: `RotateOwn${Name}AccessToken`,
      area,
      method: 'POST',
      summary: `Rotate the ${type} access token that the call is made with`,
      path: sourcePath,
      parameters: rotationArguments,
      answers: { 200: newResourceTokenEntity },
    }),
    revoke: describeCall({
      id: `Revoke${Name}AccessToken`,
      area,
      method: 'DELETE',
      summary: `Revoke an access token of a ${type}`,
      description: 'The account that it acts as is blocked.',
      path,
      answers: { 204: Type.Null({ description: 'The token has no power any more' }) },
    }),
  };
}
