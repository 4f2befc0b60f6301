import { BASE_PATH, type GitlabApi } from '../gitlab-api.ts';
import { readArguments } from '../read-arguments.ts';
import { send } from '../send.ts';
import { presentedTrigger } from './presented-trigger.ts';
import { refPath, triggerUseArguments, useTriggerCall } from './schemas.ts';
import { checkVariables, toSkippedPipeline } from './skipped-pipeline.ts';

const PROJECT = `${BASE_PATH}/projects/:id`;

/** What trigger tokens are for: they are judged here, and nothing runs. */
export function addTriggerUseRoutes(api: GitlabApi): void {
  const { scope, authority, open } = api;

  for (const path of [`${PROJECT}/trigger/pipeline`, `${PROJECT}/ref/:ref/trigger/pipeline`])
    scope.post(path, { schema: useTriggerCall, preValidation: open }, async (request, reply) => {
      const { ref } = readArguments(request, refPath);
      const { variables } = readArguments(request, triggerUseArguments);
      checkVariables(variables);
      const { resource } = await presentedTrigger(api, request);
      return send(reply, 201, toSkippedPipeline(resource, ref, authority.clock.now()));
    });
}
