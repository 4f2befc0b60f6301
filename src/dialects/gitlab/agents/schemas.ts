import { Type } from 'typebox';
import { argument } from '../argument.ts';
import { describeCall } from '../describe-call.ts';
import { sourcePath } from '../find-source.ts';
import { pageArguments } from '../pagination.ts';
import { agentTokenEntity } from '../schemas/agent-token-entity.ts';
import { wireTypes } from '../schemas/wire-types.ts';

const area = 'agents for Kubernetes';
const { id, nullable, text, timestamp } = wireTypes;

const { last_used_at, type: _type, owner: _owner, ...basicMembers } = agentTokenEntity.properties;
const basicEntity = Type.Object(basicMembers);
const agentEntity = Type.Object({
  id: id('Id of the agent'),
  name: text('Name of the agent'),
  config_project: Type.Object({
    id: id('Id of its project'),
    name: text('Name'),
    path_with_namespace: text('Path'),
  }),
  created_at: timestamp('Time of creation'),
  created_by_user_id: nullable(id('Who registered the agent')),
});

export const agentPath = { agent_id: argument.required(argument.integer('Id of the agent')) };
export const agentTokenPath = { token_id: argument.required(argument.integer('Id of the token')) };
export const newAgentArguments = {
  name: argument.required(argument.text('Name: lower-case letters, digits and hyphens, at most 63')),
};
export const newAgentTokenArguments = {
  name: argument.required(argument.text('Name, 1 to 255 characters')),
  description: argument.text('Description, at most 255 characters'),
};

const ofAgent = { ...sourcePath, ...agentPath };
const ofToken = { ...ofAgent, ...agentTokenPath };

/** The calls on agents and their tokens. */
export const agentCalls = {
  list: describeCall({
    id: 'ListAgents',
    area,
    summary: 'List the agents of a project',
    path: sourcePath,
    parameters: pageArguments,
    answers: { 200: Type.Array(agentEntity) },
  }),
  get: describeCall({
    id: 'GetAgent',
    area,
    summary: 'Get an agent',
    path: ofAgent,
    answers: { 200: agentEntity },
  }),
  register: describeCall({
    id: 'RegisterAgent',
    area,
    method: 'POST',
    summary: 'Register an agent with a project',
    path: sourcePath,
    parameters: newAgentArguments,
    answers: { 201: agentEntity },
  }),
  listTokens: describeCall({
    id: 'ListAgentTokens',
    area,
    summary: 'List the tokens of an agent that work',
    path: ofAgent,
    parameters: pageArguments,
    answers: { 200: Type.Array(basicEntity) },
  }),
  getToken: describeCall({
    id: 'GetAgentToken',
    area,
    summary: 'Get a token of an agent',
    path: ofToken,
    answers: { 200: Type.Object({ ...basicMembers, last_used_at }) },
  }),
  createToken: describeCall({
    id: 'CreateAgentToken',
    area,
    method: 'POST',
    summary: 'Create a token of an agent',
    description: 'An agent has two tokens that work at most.',
    path: ofAgent,
    parameters: newAgentTokenArguments,
    answers: {
      201: Type.Object({ ...basicMembers, last_used_at, token: text('The token itself; shown this once') }),
    },
  }),
  revokeToken: describeCall({
    id: 'RevokeAgentToken',
    area,
    method: 'DELETE',
    summary: 'Revoke a token of an agent',
    path: ofToken,
    answers: { 204: Type.Null({ description: 'The token has no power any more' }) },
  }),
};
