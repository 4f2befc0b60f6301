import type { Rotated } from '../../../core/operations/rotate-token.ts';
import { BASE_PATH, type GitlabApi } from '../gitlab-api.ts';
import { gitlabTime } from '../mapping/gitlab-time.ts';
import { send } from '../send.ts';
import { managedRunnerToken, presentedRunner } from './find-runner.ts';
import { runnerCalls as calls } from './schemas.ts';

const PATH = `${BASE_PATH}/runners`;

/** Authentication tokens of runners: for the most part, runners present them here themselves. */
export function addRunnerRoutes(api: GitlabApi): void {
  const { scope, authority, open, demand, callerOf } = api;
  const managers = demand({ scopes: ['api', 'manage_runner'] });

  scope.post(`${PATH}/verify`, { schema: calls.verify, preValidation: open }, async (request, reply) => {
    const { id, secret, details } = await presentedRunner(api, request);
    const token_expires_at = gitlabTime.timestampOrNull(details.token.expiresAt);
    return send(reply, 200, { id, token: secret, token_expires_at });
  });

  scope.post(
    `${PATH}/reset_authentication_token`,
    { schema: calls.reset, preValidation: open },
    async (request, reply) => {
      const { caller, details } = await presentedRunner(api, request);
      return send(reply, 201, toFreshToken(await authority.rotate(caller, details, {})));
    },
  );

  scope.post(
    `${PATH}/:id/reset_authentication_token`,
    { schema: calls.resetById, preValidation: managers },
    async (request, reply) => {
      const details = await managedRunnerToken(api, request);
      return send(reply, 201, toFreshToken(await authority.rotate(callerOf(request), details, {})));
    },
  );

  scope.delete(PATH, { schema: calls.remove, preValidation: open }, async (request, reply) => {
    const { caller, details } = await presentedRunner(api, request);
    await authority.end(caller, details, 'runner_deleted');
    return send(reply, 204);
  });
}

function toFreshToken({ details, secret }: Rotated): object {
  const token_expires_at = gitlabTime.timestampOrNull(details.token.expiresAt);
  return { token: secret.reveal(), token_expires_at };
}
