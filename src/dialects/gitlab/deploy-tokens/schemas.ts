import { Type } from 'typebox';
import { gitlabScopes } from '../../../core/kinds/gitlab-scopes.ts';
import { argument } from '../argument.ts';
import { describeCall } from '../describe-call.ts';
import { type SourceType, sourcePath } from '../find-source.ts';
import { pageArguments } from '../pagination.ts';
import { listedDeployTokenEntity } from '../schemas/deploy-token-entity.ts';
import { wireTypes } from '../schemas/wire-types.ts';

const area = 'deploy tokens';
const entity = listedDeployTokenEntity;

export const tokenPath = { token_id: argument.required(argument.integer('Id of the token')) };
export const deployTokenListArguments = {
  active: argument.flag('Only tokens that work, or only the others'),
  ...pageArguments,
};
export const newDeployTokenArguments = {
  name: argument.required(argument.text('Name, 1 to 255 characters')),
  scopes: argument.required(argument.scopes(gitlabScopes.deploy, 'Scopes, at least one')),
  expires_at: argument.time('When the token stops working; never when left out'),
  username: argument.text('The user name to give with the token; made up when left out'),
};

const path = { ...sourcePath, ...tokenPath };

/** The call on the deploy tokens of everybody. */
export const allDeployTokensCall = describeCall({
  id: 'ListDeployTokens',
  area,
  summary: 'List all deploy tokens',
  parameters: deployTokenListArguments,
  answers: { 200: Type.Array(entity) },
});

/** The calls on the deploy tokens of projects, or of groups. */
export function deployTokenCalls(type: SourceType) {
  const Name = type === 'group' ? 'Group' : 'Project';
  return {
    list: describeCall({
      id: `List${Name}DeployTokens`,
      area,
      summary: `List the deploy tokens of a ${type}`,
      path: sourcePath,
      parameters: deployTokenListArguments,
      answers: { 200: Type.Array(entity) },
    }),
    get: describeCall({
      id: `Get${Name}DeployToken`,
      area,
      summary: `Get a deploy token of a ${type}`,
      path,
      answers: { 200: entity },
    }),
    create: describeCall({
      id: `Create${Name}DeployToken`,
      area,
      method: 'POST',
      summary: `Create a deploy token of a ${type}`,
      path: sourcePath,
      parameters: newDeployTokenArguments,
      answers: {
        201: Type.Object({
          ...entity.properties,
          token: wireTypes.text('The token itself; shown this once'),
        }),
      },
    }),
    revoke: describeCall({
      id: `Revoke${Name}DeployToken`,
      area,
      method: 'DELETE',
      summary: `Revoke a deploy token of a ${type}`,
      path,
      answers: { 204: Type.Null({ description: 'The token has no power any more' }) },
    }),
  };
}
