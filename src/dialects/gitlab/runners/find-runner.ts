import type { FastifyRequest } from 'fastify';
import { type Caller, tokenCaller } from '../../../core/access/caller.ts';
import type { TokenDetails } from '../../../core/token/token.ts';
import { accessLevel, MAINTAINER } from '../access-level.ts';
import { GitlabError, messageError, tooManyRequests } from '../errors.ts';
import type { GitlabApi } from '../gitlab-api.ts';
import { requiredResource } from '../mapping/required-resource.ts';
import { readArguments } from '../read-arguments.ts';
import { runnerPath, runnerTokenArguments } from './schemas.ts';

const KIND = 'runner_authentication_token';

/** A runner that presents its own token, with the token it presented. */
export interface PresentedRunner {
  readonly caller: Caller;
  readonly details: TokenDetails;
  readonly id: number;
  readonly secret: string;
}

/** The runner whose token a request presents; a token that is not good is 403, as GitLab has it. */
export async function presentedRunner(
  { entrance }: GitlabApi,
  request: FastifyRequest,
): Promise<PresentedRunner> {
  const { token: secret } = readArguments(request, runnerTokenArguments);
  const verdict = await entrance.door.present(request, { secret, kinds: [KIND] });
  if (!verdict.valid) {
    const { reason, retryAfterSeconds = 1 } = verdict;
    throw new GitlabError(reason === 'rate_limited' ? tooManyRequests(retryAfterSeconds) : forbidden);
  }
  const { record: details } = verdict;
  const caller = tokenCaller(details, entrance.door.origin(request, 'gitlab'));
  return { caller, details, id: requiredResource(details).id, secret };
}

/** The token that a runner has, for a caller who manages the runner. */
export async function managedRunnerToken(
  { authority, callerOf }: GitlabApi,
  request: FastifyRequest,
): Promise<TokenDetails> {
  const runner = await authority.resource(readArguments(request, runnerPath).id);
  const level = runner?.type === 'runner' ? await accessLevel(authority, callerOf(request), runner) : null;
  if (runner === null || level === null) throw new GitlabError(notFound);
  if (level < MAINTAINER) throw new GitlabError(forbidden);
  const [details] = await authority.tokens({
    now: authority.clock.now(),
    kinds: [KIND],
    resourceId: runner.id,
    statuses: ['active', 'disabled'],
    order: { by: 'id', direction: 'desc' },
    limit: 1,
  });
  if (details === undefined) throw new GitlabError(notFound);
  return details;
}

const forbidden = messageError(403, '403 Forbidden');
const notFound = messageError(404, '404 Runner Not Found');
