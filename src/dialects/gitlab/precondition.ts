import type { FastifyRequest } from 'fastify';
import { GitlabError, messageError } from './errors.ts';

/** Refuses to delete what changed after the time of `If-Unmodified-Since`; a time that is none counts for nothing. */
export function checkUnmodified({ headers }: FastifyRequest, updatedAt: number): void {
  const since = Date.parse(headers['if-unmodified-since'] ?? '');
  // The header knows whole seconds only.
  if (Math.floor(updatedAt / 1000) * 1000 > since)
    throw new GitlabError(messageError(412, '412 Precondition Failed'));
}
