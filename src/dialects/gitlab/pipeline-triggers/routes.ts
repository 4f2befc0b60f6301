import type { FastifyRequest } from 'fastify';
import type { TokenDetails } from '../../../core/token/token.ts';
import { sendNewToken, sendToken, sendTokenPage } from '../access-tokens/answer.ts';
import { statusesOf } from '../access-tokens/filter.ts';
import { checkLength, checkPresent } from '../access-tokens/new-token.ts';
import { GitlabError, messageError } from '../errors.ts';
import { BASE_PATH, type GitlabApi } from '../gitlab-api.ts';
import { toTriggerEntity } from '../mapping/to-trigger-entity.ts';
import { pageOf } from '../pagination.ts';
import { checkUnmodified } from '../precondition.ts';
import { readArguments } from '../read-arguments.ts';
import { send } from '../send.ts';
import { managedSource, tokenOfResource } from '../source-token.ts';
import {
  triggerCalls as calls,
  newTriggerArguments,
  triggerListArguments,
  triggerPath,
  triggerUpdateArguments,
} from './schemas.ts';

const PATH = `${BASE_PATH}/projects/:id/triggers`;
const KIND = 'pipeline_trigger_token';

/** Tokens that run the pipelines of a project. */
export function addPipelineTriggerRoutes(api: GitlabApi): void {
  const { scope, authority, readers, writers, callerOf } = api;

  scope.get(PATH, { schema: calls.list, preValidation: readers }, async (request, reply) => {
    const page = pageOf(readArguments(request, triggerListArguments));
    const { resource } = await managedSource(api, request, 'project');
    const now = authority.clock.now();
    const filter = {
      now,
      kinds: [KIND] as const,
      resourceId: resource.id,
      statuses: statusesOf({ revoked: false }),
    };
    const list = { filter, order: { by: 'id', direction: 'asc' } as const, page };
    return sendTokenPage(api, request, reply, list, toTriggerEntity);
  });

  scope.get(`${PATH}/:trigger_id`, { schema: calls.get, preValidation: readers }, async (request, reply) =>
    sendToken(api, request, reply, await findTrigger(api, request), toTriggerEntity),
  );

  scope.post(PATH, { schema: calls.create, preValidation: writers }, async (request, reply) => {
    const { description } = checked(readArguments(request, newTriggerArguments));
    const { resource } = await managedSource(api, request, 'project');
    const issued = await authority.issue(callerOf(request), {
      kind: KIND,
      name: description,
      description,
      resource: { id: resource.id },
    });
    return sendNewToken(api, request, reply, 201, issued, toTriggerEntity);
  });

  scope.put(
    `${PATH}/:trigger_id`,
    { schema: calls.update, preValidation: writers },
    async (request, reply) => {
      const { description } = readArguments(request, triggerUpdateArguments);
      const details = await findTrigger(api, request);
      const set =
        description === undefined ? {} : { name: checked({ description }).description, description };
      const updated = await authority.update(callerOf(request), details, set);
      return sendToken(api, request, reply, updated, toTriggerEntity);
    },
  );

  scope.delete(
    `${PATH}/:trigger_id`,
    { schema: calls.remove, preValidation: writers },
    async (request, reply) => {
      const details = await findTrigger(api, request);
      checkUnmodified(request, details.token.updatedAt);
      await authority.revoke(callerOf(request), details);
      return send(reply, 204);
    },
  );
}

async function findTrigger(api: GitlabApi, request: FastifyRequest): Promise<TokenDetails> {
  const { trigger_id } = readArguments(request, triggerPath);
  const { resource } = await managedSource(api, request, 'project');
  const details = await tokenOfResource(api, KIND, resource.id, trigger_id);
  // Where GitLab deletes a trigger, its record stays here for whoever asks whose it was.
  if (details.token.revokedAt !== null) throw new GitlabError(messageError(404, '404 Not found'));
  return details;
}

function checked<Asked extends { readonly description: string }>(asked: Asked): Asked {
  checkPresent('Description', asked.description);
  checkLength('Description', asked.description);
  return asked;
}
