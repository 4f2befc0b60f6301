import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Entrance } from '../../dialect.ts';
import { exists } from '../directory.ts';
import { sendRefusal, unknownProject } from '../errors.ts';

/** A hook that lets pass requests for a project that exists. */
export function requireProject({ authority, settings }: Entrance) {
  return async (
    request: FastifyRequest<{ Params: { projectId: string } }>,
    reply: FastifyReply,
  ): Promise<unknown> => {
    if (!(await exists(authority, 'unleash_project', request.params.projectId)))
      return sendRefusal(unknownProject(), settings, request, reply);
  };
}
