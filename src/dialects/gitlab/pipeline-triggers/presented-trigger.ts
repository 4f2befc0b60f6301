import type { FastifyRequest } from 'fastify';
import type { Resource } from '../../../core/directory/resource.ts';
import { GitlabError, messageError, tooManyRequests } from '../errors.ts';
import { sourcePath } from '../find-source.ts';
import type { GitlabApi } from '../gitlab-api.ts';
import { readArguments } from '../read-arguments.ts';
import { triggerUseArguments } from './schemas.ts';

/** The project whose trigger token a request presents; whatever is wrong with either, nothing is found. */
export async function presentedTrigger(
  { entrance }: GitlabApi,
  request: FastifyRequest,
): Promise<{ readonly resource: Resource }> {
  const { token: secret } = readArguments(request, triggerUseArguments);
  const { id } = readArguments(request, sourcePath);
  const resource = /^\d{1,15}$/.test(id) ? { id: Number(id) } : { type: 'project', path: id };
  const verdict = await entrance.door.present(request, {
    secret,
    kinds: ['pipeline_trigger_token'],
    resource,
  });
  if (verdict.valid && verdict.record.resource !== null) return { resource: verdict.record.resource };
  if (!verdict.valid && verdict.reason === 'rate_limited')
    throw new GitlabError(tooManyRequests(verdict.retryAfterSeconds ?? 1));
  throw new GitlabError(messageError(404, '404 Not Found'));
}
