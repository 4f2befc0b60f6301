import { Type } from 'typebox';
import { userTokenArguments } from '../access-tokens/new-token.ts';
import { argument } from '../argument.ts';
import { describeCall } from '../describe-call.ts';
import { pageArguments } from '../pagination.ts';
import { userPath } from '../personal-access-tokens/schemas.ts';
import { listedTokenEntity, newTokenEntity } from '../schemas/listed-token-entity.ts';
import { wireTypes } from '../schemas/wire-types.ts';

const area = 'impersonation tokens';
const impersonation = { impersonation: wireTypes.flag('Always true') };
const entity = Type.Object({ ...listedTokenEntity.properties, ...impersonation });

export const tokenPath = { token_id: argument.required(argument.integer('Id of the token')) };
export const impersonationListArguments = {
  state: argument.choice(['all', 'active', 'inactive'], 'all when left out'),
  ...pageArguments,
};

/** The calls on tokens that administrators make to act as somebody. */
export const impersonationCalls = {
  list: describeCall({
    id: 'ListImpersonationTokens',
    area,
    summary: 'List the impersonation tokens of a user',
    path: userPath,
    parameters: impersonationListArguments,
    answers: { 200: Type.Array(entity) },
  }),
  get: describeCall({
    id: 'GetImpersonationToken',
    area,
    summary: 'Get an impersonation token',
    path: { ...userPath, ...tokenPath },
    answers: { 200: entity },
  }),
  create: describeCall({
    id: 'CreateImpersonationToken',
    area,
    method: 'POST',
    summary: 'Create an impersonation token for a user',
    path: userPath,
    parameters: userTokenArguments,
    answers: { 201: Type.Object({ ...newTokenEntity.properties, ...impersonation }) },
  }),
  revoke: describeCall({
    id: 'RevokeImpersonationToken',
    area,
    method: 'DELETE',
    summary: 'Revoke an impersonation token',
    path: { ...userPath, ...tokenPath },
    answers: { 204: Type.Null({ description: 'The token has no power any more' }) },
  }),
};
