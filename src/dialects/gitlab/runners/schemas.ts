import { Type } from 'typebox';
import { argument } from '../argument.ts';
import { describeCall } from '../describe-call.ts';
import { wireTypes } from '../schemas/wire-types.ts';

const area = 'runners';
const { id, nullable, text, timestamp } = wireTypes;

export const runnerPath = { id: argument.required(argument.integer('Id of the runner')) };
export const runnerTokenArguments = {
  token: argument.required(argument.secret('Authentication token of the runner')),
};

const freshToken = {
  token: text('The token that works from now on'),
  token_expires_at: nullable(timestamp('Time of its expiry')),
};

/** The calls by which runners and their owners deal with authentication tokens. */
export const runnerCalls = {
  verify: describeCall({
    id: 'VerifyRunner',
    area,
    open: true,
    method: 'POST',
    summary: 'Tell whether a runner’s token is good',
    description: 'Needs no other authentication; counts as a use.',
    parameters: runnerTokenArguments,
    answers: { 200: Type.Object({ id: id('Id of the runner'), ...freshToken }) },
  }),
  reset: describeCall({
    id: 'ResetOwnRunnerToken',
    area,
    open: true,
    method: 'POST',
    summary: 'Replace a runner’s token by a fresh one, with the present one',
    parameters: runnerTokenArguments,
    answers: { 201: Type.Object(freshToken) },
  }),
  resetById: describeCall({
    id: 'ResetRunnerToken',
    area,
    method: 'POST',
    summary: 'Replace a runner’s token by a fresh one',
    path: runnerPath,
    answers: { 201: Type.Object(freshToken) },
  }),
  remove: describeCall({
    id: 'DeleteRunner',
    area,
    open: true,
    method: 'DELETE',
    summary: 'Take a runner’s token away for good, with the token itself',
    parameters: runnerTokenArguments,
    answers: { 204: Type.Null({ description: 'The token has no power any more' }) },
  }),
};
