import type { FastifyRequest } from 'fastify';

/** A hook: a body that is no object has no members, and a member that is null counts as absent. */
export async function keepPresentMembers(request: FastifyRequest): Promise<void> {
  const { body } = request;
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  const members = isObject ? Object.entries(body) : [];
  request.body = Object.fromEntries(members.filter(([, value]) => value !== null));
}
