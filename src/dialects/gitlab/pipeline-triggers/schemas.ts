import { Type } from 'typebox';
import { argument } from '../argument.ts';
import { describeCall } from '../describe-call.ts';
import { sourcePath } from '../find-source.ts';
import { pageArguments } from '../pagination.ts';
import { triggerEntity } from '../schemas/trigger-entity.ts';

const area = 'pipeline triggers';

export const triggerPath = { trigger_id: argument.required(argument.integer('Id of the trigger')) };
export const triggerListArguments = pageArguments;
export const newTriggerArguments = {
  description: argument.required(argument.text('Description, 1 to 255 characters')),
};
export const triggerUpdateArguments = { description: argument.text('Description, 1 to 255 characters') };

export const refPath = { ref: argument.required(argument.text('Branch or tag')) };
export const triggerUseArguments = {
  token: argument.required(argument.secret('Token of the trigger')),
  variables: argument.anything('Variables: names with texts'),
};

const path = { ...sourcePath, ...triggerPath };

/** The calls on the pipeline triggers of projects. */
export const triggerCalls = {
  list: describeCall({
    id: 'ListPipelineTriggers',
    area,
    summary: 'List the pipeline triggers of a project',
    path: sourcePath,
    parameters: triggerListArguments,
    answers: { 200: Type.Array(triggerEntity) },
  }),
  get: describeCall({
    id: 'GetPipelineTrigger',
    area,
    summary: 'Get a pipeline trigger',
    path,
    answers: { 200: triggerEntity },
  }),
  create: describeCall({
    id: 'CreatePipelineTrigger',
    area,
    method: 'POST',
    summary: 'Create a pipeline trigger',
    description: 'The token is shown in full this once.',
    path: sourcePath,
    parameters: newTriggerArguments,
    answers: { 201: triggerEntity },
  }),
  update: describeCall({
    id: 'UpdatePipelineTrigger',
    area,
    method: 'PUT',
    summary: 'Change the description of a pipeline trigger',
    path,
    parameters: triggerUpdateArguments,
    answers: { 200: triggerEntity },
  }),
  remove: describeCall({
    id: 'DeletePipelineTrigger',
    area,
    method: 'DELETE',
    summary: 'Delete a pipeline trigger',
    path,
    answers: { 204: Type.Null({ description: 'The token has no power any more' }) },
  }),
};

/** The call that a trigger token is for. */
export const useTriggerCall = describeCall({
  id: 'UsePipelineTrigger',
  area,
  open: true,
  method: 'POST',
  summary: 'Present the token of a pipeline trigger',
  description: 'The token is judged and its use counted. Nothing runs: the pipeline is always `skipped`.',
  path: sourcePath,
  parameters: { ...refPath, ...triggerUseArguments },
  answers: {
    201: Type.Object({}, { additionalProperties: true, description: 'A pipeline that was skipped' }),
  },
});
